import * as tf from '@tensorflow/tfjs-core'
import { createLinearTensors } from '../models/linear/tensors'
import { isLanguage, isLinear, type Task } from '../models/task'
import { createTransformerTensors } from '../models/transformer/tensors'
import { createDatasetTrainer } from './datasetTrainer'
import { createGradientTrainer } from './gradientTrainer'
import type { UpdateRule } from './rule'
import { createTokenTrainer } from './tokenTrainer'
import type { Trainer, TrainerInput } from './trainer'
import { createWebGpuTrainer } from './webGpuTrainer'

/**
 * The trainer for a rule.
 * @throws Error for a rule that takes steps on a task whose models have no gradient
 */
export function createTrainer({ rule, task, ...rest }: TrainerInput<UpdateRule, Task>): Trainer {
  const { values, resume } = rest
  if (isLanguage(task)) {
    if (rule.kind !== 'gradient') throw new Error(`${rule.label} is for models with a table of probabilities.`)
    if (tf.getBackend() === 'webgpu') return createWebGpuTrainer(rule, task, values, resume)
    return createGradientTrainer(rule, createTransformerTensors(task, values.seed, values.K), values, resume)
  }
  if (rule.kind === 'dataset') return createDatasetTrainer({ rule, task, ...rest })
  if (!isLinear(task)) throw new Error(`${rule.label} needs a model with a gradient, and this scenario has none.`)
  if (rule.kind === 'tokens') return createTokenTrainer({ rule, task, ...rest })
  return createGradientTrainer(rule, createLinearTensors(task, values.seed, values.K), values, resume)
}
