import type { Description, Evaluation } from '../models/model'

export type { Exactness, Metric } from '../models/model'

/** What is fixed for a whole run; sent once, before its first snapshot. */
export type RunDescription = Description

/** Everything needed to continue a run: the parameters and the optimizer's state after `step` updates. */
export interface Checkpoint {
  readonly step: number
  readonly theta: Float32Array | Float64Array
  readonly slots: readonly (Float32Array | Float64Array)[]
}

/** One evaluation point. */
export interface Snapshot extends Evaluation {
  readonly step: number
  /** Training sequences behind the model: K·step, or the n of its dataset. */
  readonly samples: number
  /** Visits to every cell in the dataset that the model was chosen from, [S, V]; null for rules that take fresh samples. */
  readonly counts: Float64Array | null
  /** Wall-clock seconds of training so far; not part of a run's identity. */
  readonly seconds: number
  /** Cov_N at some N, where the log ratios were not kept: they and all arrays beside them are then empty. */
  readonly stated?: StatedShares
  /** Pass@N at some N, where the scores of the candidates were not kept. */
  readonly statedPass?: StatedShares
}

/** Shares in [0, 1] at some N. */
export interface StatedShares {
  /** Ascending. */
  readonly Ns: readonly number[]
  /** One at each of them. */
  readonly shares: ArrayLike<number>
}

/** An evaluation point as it leaves the engine, with the model that it is about. */
export interface TrainedSnapshot extends Snapshot {
  readonly checkpoint: Checkpoint
}

/** A live parameter that was changed while the run went on. */
export interface SettingChange {
  readonly step: number
  readonly id: string
  readonly value: number
}
