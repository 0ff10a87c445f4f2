import * as tf from '@tensorflow/tfjs-core'
import { Stream } from '../../random/streams'
import type { Differentiable } from '../differentiable'
import { createSampler } from '../sequences/sampler'
import type { LinearTask } from './task'

/** The autoregressive linear model on the active backend, with its gradient in closed form (Eq. 3); features are uploaded once. */
export function createLinearTensors(task: LinearTask, seed: number, batchSize: number): Differentiable {
  const { states: S, vocabulary: V, dimension: d } = task
  const sampler = createSampler(task)
  const data = new Stream(seed, 'data')
  const features = tf.tensor2d(Float32Array.from(task.features), [S * V, d])
  // Kept apart from `features`: a matmul that transposes its input leaves the fast path of the WASM backend.
  const transposed = tf.tidy(() => tf.transpose(features))
  return {
    start: Float32Array.from(task.start),
    projected: true,
    gradient(theta, step) {
      const counts = Float32Array.from(sampler.visits(data, step, batchSize), count => count / batchSize)
      const batch = tf.tensor2d(counts, [S, V])
      const logits = tf.reshape(tf.matMul(features, tf.reshape(theta, [d, 1])), [S, V]) // [S, V]
      const visits = tf.sum(batch, 1, true) // [S, 1]
      const residual = tf.sub(batch, tf.mul(visits, tf.softmax(logits))) // [S, V]
      return tf.reshape(tf.matMul(transposed, tf.reshape(residual, [S * V, 1])), [d]) // [d]
    },
    dispose() {
      features.dispose()
      transposed.dispose()
    },
  }
}
