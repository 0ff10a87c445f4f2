import type { BackendChoice, ExperimentConfig } from '../config/config'
import type { RunHistory, RunOutcome } from './sweep'

/** Page to one of a sweep's workers. */
export type ToSweepWorker =
  | { readonly type: 'open'; readonly backend: BackendChoice }
  /** Train one run and measure it at several N. A worker has at most one; it is stopped by ending the worker. */
  | { readonly type: 'run'; readonly config: ExperimentConfig; readonly tails: readonly number[] }

/** One of a sweep's workers to the page. */
export type FromSweepWorker =
  /** Ready for a first run, on the backend of that name. */
  | { readonly type: 'opened'; readonly backend: string }
  /** So many steps more were taken; the run's history so far for each N, if it has one. */
  | { readonly type: 'progress'; readonly steps: number; readonly sofar: readonly RunHistory[] | null }
  /** The run is over; an outcome for each N. */
  | { readonly type: 'done'; readonly outcomes: readonly RunOutcome[] }
  /** The worker can do no more. */
  | { readonly type: 'failed'; readonly reason: string }
