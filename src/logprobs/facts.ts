import type { Role } from './options'

export type Format = 'csv' | 'json' | 'jsonl' | 'parquet' | 'lm-evaluation-harness'

/** What a column was read as, and why. */
export interface ColumnFacts {
  readonly name: string
  readonly role: Role
  /** In words: “by its name”, “text”, “chosen” … */
  readonly why: string
}

/** What one file turned out to be. */
export interface FileFacts {
  readonly name: string
  /** Whether no row of it was taken; the problems say why. */
  readonly refused: boolean
  /** Null for a file that was refused before that was known. */
  readonly format: Format | null
  readonly compressed: boolean
  /** Between the fields of a CSV file; null for other formats. */
  readonly delimiter: string | null
  /** Rows (documents of a log) that the file holds, bad ones included. */
  readonly rows: number
  /** Lines with nothing in them. */
  readonly blankLines: number
  /** Empty for logs of lm-evaluation-harness. */
  readonly columns: readonly ColumnFacts[]
  /** Whose log it is, of which task, and the filter whose rows are taken; null for other formats. */
  readonly log: { readonly candidate: string; readonly task: string; readonly filter: string | null } | null
}

/** What the table has of one candidate. */
export interface CandidateFacts {
  readonly name: string
  /** Rows without a value. */
  readonly missing: number
  readonly minusInfinity: number
  readonly plusInfinity: number
  /** Values above 0 and finite. */
  readonly positive: number
}

/** What was read. */
export interface Facts {
  readonly files: readonly FileFacts[]
  /** Rows of the table. */
  readonly rows: number
  /** In the order of the table. */
  readonly candidates: readonly CandidateFacts[]
  readonly bytes: number
  /** Ids are told apart by 53-bit hashes: an upper bound on the probability that any two share one; 0 without ids. */
  readonly collision: number
}
