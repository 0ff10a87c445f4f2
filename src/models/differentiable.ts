import type { Tensor } from '@tensorflow/tfjs-core'

/** A model that is trained along gradients in float64 on the CPU. */
export interface DifferentiableInFloat64 {
  /** θ_0, [P]. */
  readonly start: Float64Array
  /** Whether θ is kept in the ball ‖θ‖ ≤ 1 after every step. */
  readonly projected: boolean
  /** As that of `Differentiable`, on arrays. */
  gradient(theta: Float64Array, step: number): Float64Array
}

/** A model that is trained along gradients on the active backend. Its parameters are one flat vector θ, [P]. */
export interface Differentiable {
  /** θ_0. */
  readonly start: Float32Array
  /** Whether θ is kept in the ball ‖θ‖ ≤ 1 after every step. */
  readonly projected: boolean
  /**
   * ĝ at θ, [P], on the fresh batch of a step (from 0): the gradient of the log-likelihood, mean over the batch of the sum
   * over tokens. To be called inside `tf.tidy`.
   */
  gradient(theta: Tensor, step: number): Tensor
  /** Frees the tensors that the model owns. */
  dispose(): void
}
