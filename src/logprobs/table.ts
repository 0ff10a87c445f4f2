/**
 * Log-probabilities of held-out responses under several checkpoints, as files gave them: nothing is converted, left out or
 * filled in. What a value means (`Reading`) and what becomes of gaps is decided when the table is analysed.
 */
export interface LogProbTable {
  /** Names of the candidate checkpoints, in the order of the file or files. */
  readonly candidates: readonly string[]
  /** Names of the groups that rows belong to; null where no column says so. */
  readonly groups: readonly string[] | null
  /** The rows, in the order of the file; all blocks have the same columns. */
  readonly blocks: readonly RowBlock[]
}

/** Some consecutive rows of a table, column by column. */
export interface RowBlock {
  /** Number of rows in this block. */
  readonly rows: number
  /** One column for each candidate, [rows] each; NaN where a value is missing or not a number. */
  readonly logProbs: readonly Float32Array[]
  /** The teacher's column, if there is one. */
  readonly teacher: Float32Array | null
  /** Index of each row's group, if there are groups. */
  readonly group: Uint16Array | null
  /** Tokens of each response: no column, one for all candidates, or one for each (tokenizers differ). NaN where missing. */
  readonly lengths: readonly Float32Array[]
}

export const BASES = ['e', '2', '10'] as const
export const SCALES = ['sum', 'mean'] as const
export const SIGNS = ['log-probability', 'loss'] as const

/** What the values of a table are. */
export interface Reading {
  /** Base of the logarithm. */
  readonly base: (typeof BASES)[number]
  /** Sum over the tokens of a response, or mean per token; a mean needs the table's lengths. */
  readonly scale: (typeof SCALES)[number]
  /** Log-probabilities, or losses (negative log-likelihoods). */
  readonly sign: (typeof SIGNS)[number]
}
