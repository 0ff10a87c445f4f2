import type { Landmark, SequenceTask } from '../sequences/task'

/** What the autoregressive linear model (Eq. 3) is trained on: features for every cell, and ‖θ‖ ≤ 1. */
export interface LinearTask extends SequenceTask {
  /** Feature dimension d. */
  readonly dimension: number
  /** φ, [S, V, d] row-major. */
  readonly features: Float64Array
  /** θ_0, [d]. */
  readonly start: Float64Array
  /** θ⋆ with π_θ⋆ = π_D, [d], where there is one. */
  readonly optimum?: Float64Array
  /** Points of parameter space that the construction names, such as the directions of its features. */
  readonly landmarks?: readonly Landmark[]
}
