import * as tf from '@tensorflow/tfjs-core'
import type { LinearTask } from './task'

/** The gradient of a linear task on the active backend. */
export interface LinearTensors {
  /**
   * ĝ, the gradient of the log-likelihood at θ [d], in closed form (Eq. 3): mean over the batch of the sum over tokens. To
   * be called inside `tf.tidy`.
   * @param batch visits to every cell divided by the batch size, [S, V]
   */
  gradient(theta: tf.Tensor, batch: tf.Tensor): tf.Tensor
  dispose(): void
}

/** Uploads the features once. */
export function createTensors({ states: S, vocabulary: V, dimension: d, features: table }: LinearTask): LinearTensors {
  const features = tf.tensor2d(Float32Array.from(table), [S * V, d])
  // Kept apart from `features`: a matmul that transposes its input leaves the fast path of the WASM backend.
  const transposed = tf.tidy(() => tf.transpose(features))
  return {
    gradient(theta, batch) {
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
