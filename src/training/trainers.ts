import * as tf from '@tensorflow/tfjs-core'
import { createLinearArrays } from '../models/linear/arrays'
import { isLanguage, isLinear, type Task } from '../models/task'
import { createTransformerArrays } from '../models/transformer/packed/arrays'
import type { TokenTask } from '../models/transformer/task'
import { createTransformerTensors } from '../models/transformer/tensors'
import { createArrayTrainer } from './arrayTrainer'
import { createDatasetTrainer } from './datasetTrainer'
import { EnsembleTrainer } from './ensembleTrainer'
import { createFloat64Trainer } from './float64Trainer'
import { createGpuLinearTrainer } from './gpuLinearTrainer'
import { createGradientTrainer } from './gradientTrainer'
import type { GradientRule, UpdateRule } from './rule'
import { createTokenTrainer } from './tokenTrainer'
import type { Trainer, TrainerInput } from './trainer'
import { createWebGpuTrainer } from './webGpuTrainer'

/**
 * The trainer for a rule.
 * @param inEnsemble whether it is one of many, whose steps are taken together where a kernel can do that
 * @throws Error for a rule that takes steps on a task whose models have no gradient
 */
export function createTrainer({ rule, task, ...rest }: TrainerInput<UpdateRule, Task>, inEnsemble = false): Trainer {
  const { values, resume } = rest
  if (isLanguage(task)) {
    if (rule.kind !== 'gradient') throw new Error(`${rule.label} is for models with a table of probabilities.`)
    return createTransformerTrainer({ rule, task, ...rest })
  }
  if (rule.kind === 'dataset') return createDatasetTrainer({ rule, task, ...rest })
  if (!isLinear(task)) throw new Error(`${rule.label} needs a model with a gradient, and this scenario has none.`)
  if (rule.kind === 'tokens') return createTokenTrainer({ rule, task, ...rest })
  if (tf.getBackend() === 'webgpu') return createGpuLinearTrainer(rule, task, values, resume)
  const member = inEnsemble ? EnsembleTrainer.open({ rule, task, ...rest }) : null
  return member ?? createFloat64Trainer(rule, createLinearArrays(task, values.seed, values.K), values, resume)
}

/** A step is several times faster by kernels of our own than by tensors, where the engine can run them. */
function createTransformerTrainer({ rule, task, values, resume }: TrainerInput<GradientRule, TokenTask>): Trainer {
  if (tf.getBackend() === 'webgpu') return createWebGpuTrainer(rule, task, values, resume)
  const arrays = tf.getBackend() === 'wasm' ? createTransformerArrays(task, values.seed, values.K) : null
  if (arrays) return createArrayTrainer(rule, arrays, values, resume)
  return createGradientTrainer(rule, createTransformerTensors(task, values.seed, values.K), values, resume)
}
