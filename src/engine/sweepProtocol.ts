import type { BackendChoice, ExperimentConfig } from '../config/config'
import type { RunHistory, RunOutcome } from './sweep'

/** A run, and the values of N at which it is measured. */
export interface AskedOutcome {
  readonly config: ExperimentConfig
  readonly tails: readonly number[]
}

/** Page to one of a sweep's workers. */
export type ToSweepWorker =
  | { readonly type: 'open'; readonly backend: BackendChoice }
  /** Train more runs, after those asked for before. The worker is stopped by ending it. */
  | { readonly type: 'runs'; readonly runs: readonly AskedOutcome[] }

/** One of a sweep's workers to the page. */
export type FromSweepWorker =
  /** Ready for first runs, on the backend of that name. */
  | { readonly type: 'opened'; readonly backend: string }
  | SweepNews
  /** The worker can do no more. */
  | { readonly type: 'failed'; readonly reason: string }

/** What a worker did since it last told. */
export interface SweepNews {
  readonly type: 'news'
  /** Steps taken. */
  readonly steps: number
  /** Of the runs that are over, in the order in which they were asked for: an outcome for each N. */
  readonly done: readonly (readonly RunOutcome[])[]
  /** The history so far of the run that is under way, for each N, if it has one. */
  readonly sofar: readonly RunHistory[] | null
}
