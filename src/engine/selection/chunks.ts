import type { Reading, RowBlock } from '../../logprobs/table'
import type { Comparison, GapCounts } from './comparison'

/** Rows at a time: their columns fit into a processor's cache. */
const CHUNK = 2048

/** Rows of a block as they are compared. The arrays are used again for the next chunk. */
export interface Chunk {
  /** Log-probabilities in the base of the reading, summed over tokens: the candidates', then the teacher's. No NaN. */
  readonly columns: readonly Float32Array[]
  /** Index in the whole table of each row. */
  readonly index: Uint32Array
  /** How many rows of the arrays are meant. */
  readonly rows: number
  /** How many rows of the block this takes care of, with those left out. */
  readonly passed: number
}

/**
 * Reads a block chunk by chunk.
 * @param first index in the whole table of the block's first row
 * @param gaps gets what is met on the way
 */
export function* chunksOf(block: RowBlock, first: number, comparison: Comparison, gaps: GapCounts): Generator<Chunk> {
  const sources = sourcesOf(block, comparison)
  const columns = sources.map(() => new Float32Array(CHUNK))
  const index = new Uint32Array(CHUNK)
  const wanted = comparison.groups && new Set(comparison.groups)
  for (let from = 0; from < block.rows; from += CHUNK) {
    const to = Math.min(block.rows, from + CHUNK)
    let rows = 0
    for (let row = from; row < to; row++) {
      if (wanted && !(block.group && wanted.has(block.group[row]))) continue
      index[rows++] = row
    }
    gaps.rows += rows
    sources.forEach((source, c) => {
      readColumn(source, index, rows, columns[c])
    })
    const kept = settleGaps(columns, index, rows, comparison, gaps)
    for (let k = 0; k < kept; k++) index[k] += first
    yield { columns, index, rows: kept, passed: to - from }
  }
}

/** A column of a block, and what turns its values into log-probabilities of whole responses. */
interface Source {
  readonly values: Float32Array
  readonly sign: 1 | -1
  /** Tokens of each response, where the values are means per token. */
  readonly lengths: Float32Array | null
}

function sourcesOf(block: RowBlock, { reading, candidates, teacher }: Comparison): Source[] {
  const sign = reading.sign === 'loss' ? -1 : 1
  const sources = candidates.map(
    i => ({ values: block.logProbs[i], sign, lengths: lengthsOf(block, reading, i) }) as const,
  )
  return teacher && block.teacher
    ? [...sources, { values: block.teacher, sign, lengths: lengthsOf(block, reading, 0) }]
    : sources
}

function lengthsOf({ lengths }: RowBlock, { scale }: Reading, candidate: number): Float32Array | null {
  if (scale === 'sum') return null
  return lengths.length === 1 ? lengths[0] : lengths[candidate]
}

function readColumn({ values, sign, lengths }: Source, rows: Uint32Array, count: number, into: Float32Array): void {
  for (let k = 0; k < count; k++) {
    const row = rows[k]
    if (!lengths) into[k] = sign * values[row]
    else into[k] = lengths[row] > 0 ? sign * values[row] * lengths[row] : Number.NaN
  }
}

/** Missing, not a number, or +∞, which is no log-probability. */
const isGap = (value: number) => !(value < Number.POSITIVE_INFINITY)

/** Fills gaps or leaves their rows out, moving what is kept to the front; returns how many rows that are. */
function settleGaps(
  columns: readonly Float32Array[],
  index: Uint32Array,
  rows: number,
  { candidates, teacher, gaps: policy }: Comparison,
  gaps: GapCounts,
): number {
  const leave = new Uint8Array(rows)
  for (let c = 0; c < candidates.length; c++) {
    const column = columns[c]
    for (let k = 0; k < rows; k++) {
      if (!isGap(column[k])) continue
      gaps.candidates[c]++
      if (policy === 'zero') column[k] = Number.NEGATIVE_INFINITY
      else leave[k] = 1
    }
  }
  if (teacher) {
    const column = columns[candidates.length]
    for (let k = 0; k < rows; k++) {
      // What π_D gives probability 0 it has not written: such a row cannot be one of its responses.
      if (Number.isFinite(column[k])) continue
      gaps.teacher++
      leave[k] = 1
    }
  }
  if (!leave.includes(1)) return rows
  let kept = 0
  for (let k = 0; k < rows; k++) {
    if (leave[k]) continue
    for (const column of columns) column[kept] = column[k]
    index[kept++] = index[k]
  }
  gaps.leftOut += rows - kept
  return kept
}
