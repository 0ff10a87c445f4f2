import type { BatchSums } from '../../coverage/batchSums'
import type { Replicates } from '../../coverage/confidence'
import type { Facts } from '../../logprobs/facts'
import type { ReadOptions } from '../../logprobs/options'
import type { Problem } from '../../logprobs/problems'
import type { LogProbTable } from '../../logprobs/table'
import type { Comparison, TableShape } from './comparison'
import type { OwnedBlock } from './localRows'
import type { ComparedSums } from './rows'

/** A file to read, and its name with its folders, which tell logs of one name apart. */
export interface NamedFile {
  readonly name: string
  readonly file: File
}

/** Page to the worker that reads files. It reads once, and is stopped by ending it. */
export interface ToReader {
  readonly files: readonly NamedFile[]
  readonly options: ReadOptions
}

/** The worker that reads files to the page. */
export type FromReader =
  | { readonly type: 'progress'; readonly bytesRead: number; readonly bytesAll: number | null; readonly rows: number }
  /** What was read; the table's columns are transferred. */
  | {
      readonly type: 'read'
      readonly table: LogProbTable | null
      readonly problems: readonly Problem[]
      readonly facts: Facts
      /** What stands in the way if the values are means per token. */
      readonly ofMeans: readonly Problem[]
    }
  | { readonly type: 'failed'; readonly reason: string }

/** What a worker can be asked about the rows that it owns. Its answers can be added to the other workers'. */
export type Question =
  | { readonly kind: 'groupSizes' }
  | { readonly kind: 'compare'; readonly comparison: Comparison }
  | { readonly kind: 'deal'; readonly comparison: Comparison; readonly N: number; readonly seed: number }
  /** Replicates numbered `from` up to `to`, of batches of all rows. */
  | {
      readonly kind: 'replicate'
      readonly sums: BatchSums
      readonly from: number
      readonly to: number
      readonly seed: number
    }

export interface Answers {
  readonly groupSizes: Float64Array
  readonly compare: ComparedSums
  readonly deal: BatchSums
  readonly replicate: Replicates
}

export type Answer = Answers[keyof Answers]

/** Page to a worker that owns rows. `id` numbers a question; its answers carry the same number. */
export type ToSelectionWorker =
  /** Before anything else: its rows, whose columns are transferred. */
  | { readonly type: 'open'; readonly shape: TableShape; readonly blocks: readonly OwnedBlock[] }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question }
  /** The answer is no longer wanted, and does not come. */
  | { readonly type: 'cancel'; readonly id: number }

/** A worker that owns rows to the page. */
export type FromSelectionWorker =
  /** The share of the question's work that is done, in [0, 1]. */
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string }
