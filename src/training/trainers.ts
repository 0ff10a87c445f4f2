import * as tf from '@tensorflow/tfjs-core'
import { createLinearArrays } from '../models/linear/arrays'
import { createLinearTensors } from '../models/linear/tensors'
import { isLanguage, isLinear, type Task } from '../models/task'
import { createTransformerTensors } from '../models/transformer/tensors'
import { createDatasetTrainer } from './datasetTrainer'
import { createFloat64Trainer } from './float64Trainer'
import { createGradientTrainer } from './gradientTrainer'
import type { UpdateRule } from './rule'
import { createTokenTrainer } from './tokenTrainer'
import type { Trainer, TrainerInput } from './trainer'

/**
 * The trainer for a rule.
 * @throws Error for a rule that takes steps on a task whose models have no gradient
 */
export function createTrainer({ rule, task, ...rest }: TrainerInput<UpdateRule, Task>): Trainer {
  const { values, resume } = rest
  if (isLanguage(task)) {
    if (rule.kind !== 'gradient') throw new Error(`${rule.label} is for models with a table of probabilities.`)
    return createGradientTrainer(rule, createTransformerTensors(task, values.seed, values.K), values, resume)
  }
  if (rule.kind === 'dataset') return createDatasetTrainer({ rule, task, ...rest })
  if (!isLinear(task)) throw new Error(`${rule.label} needs a model with a gradient, and this scenario has none.`)
  if (rule.kind === 'tokens') return createTokenTrainer({ rule, task, ...rest })
  // A graphics device keeps to tensors; everywhere else loops in float64 are faster.
  if (tf.getBackend() === 'webgpu') {
    return createGradientTrainer(rule, createLinearTensors(task, values.seed, values.K), values, resume)
  }
  return createFloat64Trainer(rule, createLinearArrays(task, values.seed, values.K), values, resume)
}
