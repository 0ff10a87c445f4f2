import type { BackendChoice } from '../config/config'
import type { AskedRun, RunHistory, RunOutcome } from './sweepRun'

/** Page to one of a sweep's workers. */
export type ToSweepWorker =
  | { readonly type: 'open'; readonly backend: BackendChoice }
  /** Train more runs, after those asked for before. The worker is stopped by ending it. */
  | { readonly type: 'runs'; readonly runs: readonly AskedRun[] }

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
  /** The histories so far of the runs under way, which were asked for next: of each for each N, null where it has none. */
  readonly sofar: readonly (readonly RunHistory[] | null)[]
}
