import type { TokenSequence } from '../batch'

/** Where a sequence lies among the rows of its chunk. */
export interface PackedSequence {
  /** Of the tokens that are read, all but the last: the first row, and how many. */
  readonly row: number
  readonly length: number
  /** Of those that predict a token of the response, which are the last ones: the same among these rows alone. */
  readonly query: number
  readonly queries: number
}

/** Sequences of any lengths, row after row and nothing between: R tokens are read, Q of them predict. */
export interface PackedChunk {
  readonly sequences: readonly PackedSequence[]
  /** [R]. */
  readonly tokens: readonly number[]
  readonly positions: readonly number[]
  /** The rows that predict, [Q], */
  readonly rows: readonly number[]
  /** what follows there, [Q], */
  readonly targets: readonly number[]
  /** and what it counts, [Q]. */
  readonly weights: readonly number[]
}

/** Rows that are worked on together: enough to keep the products going, few enough for the processor's cache. */
export const ROWS = 64

/** Some of a batch's sequences in chunks. What a sequence counts is its weight divided by their number in the batch. */
export function packedChunks(sequences: readonly TokenSequence[], batch: number): PackedChunk[] {
  const chunks: TokenSequence[][] = []
  let rows = Number.POSITIVE_INFINITY
  for (const sequence of sequences) {
    const length = sequence.tokens.length - 1
    if (rows + length > ROWS) {
      chunks.push([])
      rows = 0
    }
    chunks[chunks.length - 1].push(sequence)
    rows += length
  }
  return chunks.map(chunk => packedChunk(chunk, batch))
}

function packedChunk(chunk: readonly TokenSequence[], batch: number): PackedChunk {
  const sequences: PackedSequence[] = []
  const tokens: number[] = []
  const positions: number[] = []
  const rows: number[] = []
  const targets: number[] = []
  const weights: number[] = []
  for (const { tokens: own, responseFrom, weight = 1 } of chunk) {
    const length = own.length - 1
    const queries = own.length - responseFrom
    sequences.push({ row: tokens.length, length, query: rows.length, queries })
    for (let h = responseFrom; h < own.length; h++) {
      rows.push(tokens.length + h - 1)
      targets.push(own[h])
      weights.push(weight / batch)
    }
    for (let h = 0; h < length; h++) {
      tokens.push(own[h])
      positions.push(h)
    }
  }
  return { sequences, tokens, positions, rows, targets, weights }
}
