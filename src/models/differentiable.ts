import type { Tensor } from '@tensorflow/tfjs-core'

/**
 * A model that is trained along gradients. Its parameters are one flat vector θ, [P].
 * @typeParam V how vectors are held: as tensors of the active backend, or as arrays beside it
 */
export interface Differentiable<V extends Tensor | Float32Array | Float64Array = Tensor> {
  /** θ_0. */
  readonly start: V extends Tensor ? Float32Array : V
  /** Whether θ is kept in the ball ‖θ‖ ≤ 1 after every step. */
  readonly projected: boolean
  /**
   * ĝ at θ, [P], on the fresh batch of a step (from 0): the gradient of the log-likelihood, mean over the batch of the sum
   * over tokens. Tensors: to be called inside `tf.tidy`. Arrays: valid until the next call.
   */
  gradient(theta: V, step: number): V
  /** Frees what the model owns. */
  dispose(): void
}
