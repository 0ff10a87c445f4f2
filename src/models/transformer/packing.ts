import type { TokenSequence } from './batch'
import type { TransformerShape } from './layout'
import { Sections } from './sections'

/**
 * Ragged sequences one behind the other, for kernels that need no padding: a row for each token that is read, and a query for
 * each row that predicts the next token. All of it is indices, in one array that goes to the device as it is.
 */

/** Rows and queries of a batch. */
export interface PackedSize {
  readonly rows: number
  readonly queries: number
}

/** Stands for no query. */
export const NONE = 0xffffffff

const BY_ROW = [
  'tokens',
  'positions',
  /** First row of the row's sequence, and the one behind its last. */
  'first',
  'last',
  /** Where every row asks: row r is query r. */
  'same',
  /** The row's query, or `NONE`; the first query of its sequence at or behind the row, and the one behind the last. */
  'queryOf',
  'begin',
  'end',
] as const

const BY_QUERY = [
  'rowOf',
  'targets',
  /** The sequence's weight over the number of sequences, as the bits of a float32. */
  'weights',
] as const

export type PackedName = (typeof BY_ROW)[number] | (typeof BY_QUERY)[number] | 'listed' | 'starts'

/** Rows that sequences need. */
export function rowsOf(sequences: readonly TokenSequence[]): number {
  return sequences.reduce((sum, { tokens }) => sum + tokens.length - 1, 0)
}

export class Packing extends Sections<PackedName> {
  /** @param capacity most rows; a multiple of 64 */
  constructor(
    private readonly shape: TransformerShape,
    readonly capacity: number,
  ) {
    const { vocabulary, context } = shape
    super({
      ...(Object.fromEntries([...BY_ROW, ...BY_QUERY].map(name => [name, capacity])) as Record<PackedName, number>),
      // Rows by token, then by position: those of entry t from starts[t] to starts[t + 1].
      listed: 2 * capacity,
      starts: vocabulary + context + 1,
    })
  }

  /** Takes the place of what was packed before. */
  fill(sequences: readonly TokenSequence[]): PackedSize {
    const { tokens, positions, first, last, same, queryOf, begin, end, rowOf, targets } = this.parts
    const weights = new Float32Array(this.words.buffer, 4 * this.sections.weights.offset, this.capacity)
    let rows = 0
    let queries = 0
    for (const { tokens: own, responseFrom, weight = 1 } of sequences) {
      const [firstRow, firstQuery] = [rows, queries]
      const lastRow = firstRow + own.length - 1
      const lastQuery = firstQuery + own.length - responseFrom
      for (let position = 0; position < own.length - 1; position++, rows++) {
        tokens[rows] = own[position]
        positions[rows] = position
        first[rows] = firstRow
        last[rows] = lastRow
        same[rows] = rows
        begin[rows] = queries
        end[rows] = lastQuery
        queryOf[rows] = NONE
        if (position < responseFrom - 1) continue
        queryOf[rows] = queries
        rowOf[queries] = rows
        targets[queries] = own[position + 1]
        weights[queries] = weight / sequences.length
        queries++
      }
    }
    this.list(rows)
    return { rows, queries }
  }

  private list(rows: number): void {
    const { tokens, positions, listed, starts } = this.parts
    const { vocabulary } = this.shape
    starts.fill(0)
    for (let row = 0; row < rows; row++) {
      starts[tokens[row] + 1]++
      starts[vocabulary + positions[row] + 1]++
    }
    for (let entry = 1; entry < starts.length; entry++) starts[entry] += starts[entry - 1]
    const next = starts.slice()
    for (let row = 0; row < rows; row++) {
      listed[next[tokens[row]]++] = row
      listed[next[vocabulary + positions[row]]++] = row
    }
  }
}
