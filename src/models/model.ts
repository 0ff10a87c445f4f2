import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'

/** How a number came about: `exact` numbers carry no band. */
export interface Exactness {
  readonly exact: boolean
  /** In words for the page, e.g. "by enumeration of 16,384 responses". */
  readonly how: string
}

export type Metric = 'kl' | 'crossEntropy' | 'coverage' | 'stoppedKl' | 'hellinger' | 'inherentVariance'

/** What is fixed for a whole run. All logs natural, all divergences in nats. */
export interface Description {
  /** Number of trained parameters. */
  readonly parameters: number
  /** Number of responses behind each evaluation's arrays: enumerated ones, or M held-out samples. */
  readonly responses: number
  /** π_D-probability of each response, summing to 1; null when they are equally weighted samples. */
  readonly weights: Float64Array | null
  /** Index of each response's prompt. */
  readonly prompt: Uint16Array
  readonly promptNames: readonly string[]
  readonly exactness: Readonly<Record<Metric, Exactness>>
  /** CE(π_D), the entropy of the teacher's responses, nats. */
  readonly teacherEntropy: number
  /** σ⋆², Eq. 8. */
  readonly inherentVariance: number
  /** Largest feature norm max ‖φ‖. */
  readonly featureNorm: number
  /** Longest response, H. */
  readonly longest: number
  /** Parameters with which the model is the teacher, where there are any. */
  readonly optimum: Float64Array | null
}

/** The model measured against π_D. The arrays have one entry per response of the description. */
export interface Evaluation {
  /** E[−log π̂(y|x)], nats per sequence. */
  readonly crossEntropy: number
  /** KL(π_D‖π̂), nats per sequence. */
  readonly kl: number
  /** D_H² averaged over prompts. */
  readonly hellinger: number
  /** log W = sup of the log density ratio over all responses, nats. */
  readonly supLogRatio: number
  /** R(x,y) = log π_D(y|x) − log π̂(y|x), nats. */
  readonly logRatios: Float32Array
  /** Σ_h KL(π_D(·|x,y_<h)‖π̂(·|x,y_<h)) along the response, nats. */
  readonly pathKl: Float32Array
}

/** What the training loop needs of a model and its data. Parameters are one flat vector θ. */
export interface Model {
  readonly description: Description
  /** θ_0. */
  readonly start: Float32Array
  /** Whether θ is kept in the ball ‖θ‖ ≤ 1 after every step. */
  readonly projected: boolean
  /** The training batch of a step (from 0), uploaded; the caller owns the tensor. */
  batch(step: number): Tensor
  /** ĝ, the gradient of the log-likelihood at θ: mean over the batch of the sum over tokens. To be called inside `tf.tidy`. */
  gradient(theta: Tensor1D, batch: Tensor): Tensor1D
  evaluate(theta: Float32Array): Evaluation
  /** Frees the tensors that the model owns. */
  dispose(): void
}
