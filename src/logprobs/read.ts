import type { Facts } from './facts'
import type { ReadOptions } from './options'
import type { Problem } from './problems'
import type { Source } from './source'
import type { LogProbTable } from './table'

/** What files of log-probabilities gave. */
export interface Imported {
  /** Null where nothing could be read; `problems` says why. */
  readonly table: LogProbTable | null
  readonly problems: readonly Problem[]
  readonly facts: Facts
}

export interface ReadHooks {
  /** Called now and then: bytes read so far, bytes of all sources (null where one does not say), rows read so far. */
  readonly onProgress?: (bytesRead: number, bytesAll: number | null, rows: number) => void
  /** Ends the reading at once, with its reason. */
  readonly signal?: AbortSignal
}

/**
 * Reads files of log-probabilities into one table, as a stream, in any place that has web streams.
 * @throws the signal's reason when it is aborted; RangeError for an option that there is not
 */
export async function readLogProbs(
  _sources: readonly Source[],
  _options: ReadOptions = {},
  _hooks: ReadHooks = {},
): Promise<Imported> {
  throw new Error('Not built yet.')
}
