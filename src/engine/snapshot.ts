/** How a number came about: `exact` numbers carry no band. */
export interface Exactness {
  readonly exact: boolean
  /** In words for the page, e.g. "by enumeration of 16,384 responses". */
  readonly how: string
}

export type Metric = 'kl' | 'crossEntropy' | 'coverage' | 'stoppedKl' | 'hellinger' | 'inherentVariance'

/** What is fixed for a whole run; sent once, before its first snapshot. All logs natural, all divergences in nats. */
export interface RunDescription {
  /** Number of trained parameters. */
  readonly parameters: number
  /** Number of responses behind each snapshot's arrays: enumerated ones, or M held-out samples. */
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
}

/** Everything needed to continue a run: the parameters and the optimizer's state after `step` updates. */
export interface Checkpoint {
  readonly step: number
  readonly theta: Float32Array
  readonly slots: readonly Float32Array[]
}

/** One evaluation point. The arrays have one entry per response of the run's description. */
export interface Snapshot {
  readonly step: number
  /** Training sequences seen so far, K·step. */
  readonly samples: number
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
  readonly checkpoint: Checkpoint
  /** Wall-clock seconds of training so far; not part of a run's identity. */
  readonly seconds: number
}

/** A live parameter that was changed while the run went on. */
export interface SettingChange {
  readonly step: number
  readonly id: string
  readonly value: number
}
