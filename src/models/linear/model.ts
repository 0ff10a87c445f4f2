import * as tf from '@tensorflow/tfjs-core'
import { Stream } from '../../random/streams'
import type { Model } from '../model'
import { createEvaluator } from './evaluator'
import { enumerateResponses } from './responses'
import { createSampler } from './sampler'
import type { LinearTask } from './task'

export interface LinearSettings {
  readonly seed: number
  /** Batch size K. */
  readonly batchSize: number
  /** Number M of held-out responses, used where enumeration is impossible. */
  readonly heldOut: number
}

/**
 * The autoregressive linear model (Eq. 3) on a task. Training is tensors; evaluation is float64 on the CPU, where the
 * table of S·V log-probabilities is small, and gives the same numbers whichever backend trained.
 */
export function createLinearModel(task: LinearTask, settings: LinearSettings): Model {
  const { states: S, vocabulary: V, dimension: d } = task
  const sampler = createSampler(task)
  const data = new Stream(settings.seed, 'data')
  const responses =
    enumerateResponses(task) ??
    sampler.responses(
      new Stream(settings.seed, 'evaluation'),
      0,
      settings.heldOut,
      `from ${settings.heldOut.toLocaleString('en-US')} held-out responses`,
    )
  const features = tf.tensor2d(Float32Array.from(task.features), [S * V, d])
  // Kept apart from `features`: a matmul that transposes its input leaves the fast path of the WASM backend.
  const transposed = tf.tidy(() => tf.transpose(features))
  const evaluator = createEvaluator(task, responses)

  return {
    description: evaluator.description,
    start: Float32Array.from(task.start),
    projected: true,
    batch(step) {
      const visits = new Float32Array(S * V)
      sampler.visits(data, step, settings.batchSize, 1 / settings.batchSize, visits)
      return tf.tensor2d(visits, [S, V])
    },
    gradient(theta, batch) {
      const logits = tf.reshape(tf.matMul(features, tf.reshape(theta, [d, 1])), [S, V]) // [S, V]
      const visits = tf.sum(batch, 1, true) // [S, 1]
      const residual = tf.sub(batch, tf.mul(visits, tf.softmax(logits))) // [S, V]
      return tf.reshape(tf.matMul(transposed, tf.reshape(residual, [S * V, 1])), [d]) // [d]
    },
    evaluate: evaluator.evaluate,
    dispose() {
      features.dispose()
      transposed.dispose()
    },
  }
}
