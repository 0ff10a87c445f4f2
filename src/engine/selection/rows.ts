import type { BatchSums } from '../../coverage/batchSums'
import type { Replicates } from '../../coverage/confidence'
import type { SelectionSums } from '../../coverage/selectionSums'
import type { Comparison, GapCounts, TableShape } from './comparison'

/** How a question that takes a while is followed and ended. */
export interface Hooks {
  /** Called now and then: the share of the work that is done, in [0, 1]. */
  readonly onProgress?: ((share: number) => void) | undefined
  /** Ends the work soon; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

export interface ComparedSums {
  readonly sums: SelectionSums
  readonly gaps: GapCounts
}

/** The rows of a table, wherever they are: here, or shared out among workers. Nothing but sums comes out. */
export interface SelectionRows {
  readonly shape: TableShape
  /** Rows of each group, [groups]; empty where there are none. */
  groupSizes(): Promise<Float64Array>
  compare(comparison: Comparison, hooks?: Hooks): Promise<ComparedSums>
  /** The rows dealt into batches at one N: the same batches for the same seed, however the rows are shared out. */
  deal(comparison: Comparison, N: number, seed: number, hooks?: Hooks): Promise<BatchSums>
  /** So many bootstrap replicates; the same ones for the same seed. */
  replicate(sums: BatchSums, replicates: number, seed: number, hooks?: Hooks): Promise<Replicates>
}
