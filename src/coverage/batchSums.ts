import { addTo } from './selectionSums'

/**
 * Held-out responses at one N, dealt at random into batches: what resampling them needs. Everything is a sum over responses.
 * Arrays are [candidate][batch] or [candidate][candidate][batch], flat, the batch running fastest.
 */
export interface BatchSums {
  readonly batches: number
  /** Candidates that are compared, M. */
  readonly candidates: number
  /** Ratio from which a response counts, as log-probabilities are compared with it: `logThreshold(N, base)`. */
  readonly least: number
  /** Responses in each batch, [batches]. */
  readonly rows: Uint32Array
  /** Responses to which candidate j gives N times the probability that i gives, or more, [M][M][batches]. */
  readonly beaten: Uint32Array
  /** Σ log π_i over the responses that it can write, [M][batches]. */
  readonly logProb: Float64Array
  /** Responses that candidate i cannot write, [M][batches]. */
  readonly never: Uint32Array
  /** Responses to which the teacher gives N times the probability that i gives, or more, [M][batches]; null without one. */
  readonly missed: Uint32Array | null
}

/** Most batches, and most numbers in all of `beaten`. */
const MOST_BATCHES = 1000
const MOST_NUMBERS = 1e6
const FEWEST_BATCHES = 50

/** Into how many batches so many responses are dealt: each response is one of its own as long as that is affordable. */
export function batchesFor(rows: number, candidates: number): number {
  const affordable = Math.max(FEWEST_BATCHES, Math.floor(MOST_NUMBERS / candidates ** 2))
  return Math.min(rows, MOST_BATCHES, affordable)
}

export function emptyBatches(batches: number, candidates: number, least: number, teacher: boolean): BatchSums {
  return {
    batches,
    candidates,
    least,
    rows: new Uint32Array(batches),
    beaten: new Uint32Array(candidates * candidates * batches),
    logProb: new Float64Array(candidates * batches),
    never: new Uint32Array(candidates * batches),
    missed: teacher ? new Uint32Array(candidates * batches) : null,
  }
}

/**
 * Adds responses; some 2,000 at a time are fastest.
 * @param columns log-probabilities of the same responses: the candidates', then the teacher's if there is one; of the
 * candidates −Infinity is allowed, and NaN of nobody
 * @param batch of each response, below `sums.batches`
 * @param rows how many responses, from the first on
 */
export function addToBatches(
  sums: BatchSums,
  columns: readonly Float32Array[],
  batch: ArrayLike<number>,
  rows: number,
): void {
  const { candidates, batches, least } = sums
  for (let k = 0; k < rows; k++) sums.rows[batch[k]]++
  const beaten = (i: number, j: number) => sums.beaten.subarray((i * candidates + j) * batches)
  for (let i = 0; i < candidates; i++) {
    const own = columns[i]
    countBeaten(own, own, batch, rows, least, beaten(i, i))
    for (let j = 0; j < i; j++) countBoth(own, columns[j], batch, rows, least, beaten(i, j), beaten(j, i))
    if (sums.missed) countBeaten(own, columns[candidates], batch, rows, least, sums.missed.subarray(i * batches))
    for (let k = 0; k < rows; k++) {
      const at = i * batches + batch[k]
      if (own[k] === Number.NEGATIVE_INFINITY) sums.never[at]++
      else sums.logProb[at] += own[k]
    }
  }
}

// Comparisons are added as numbers: where responses go either way, a branch guessed wrong costs more than the count.

function countBeaten(
  own: Float32Array,
  other: Float32Array,
  batch: ArrayLike<number>,
  rows: number,
  least: number,
  into: Uint32Array,
): void {
  for (let k = 0; k < rows; k++) into[batch[k]] += Number(Math.fround(other[k] - own[k]) >= least)
}

/** The same both ways at once. */
function countBoth(
  own: Float32Array,
  other: Float32Array,
  batch: ArrayLike<number>,
  rows: number,
  least: number,
  forth: Uint32Array,
  back: Uint32Array,
): void {
  for (let k = 0; k < rows; k++) {
    const logRatio = Math.fround(other[k] - own[k])
    forth[batch[k]] += Number(logRatio >= least)
    back[batch[k]] += Number(-logRatio >= least)
  }
}

/** Adds the sums of other responses, dealt into the same batches. */
export function addBatches(into: BatchSums, from: BatchSums): void {
  for (const name of ['rows', 'beaten', 'logProb', 'never'] as const) addTo(into[name], from[name])
  if (into.missed && from.missed) addTo(into.missed, from.missed)
}

/** Ĉ[i][j] over all responses, [M][M]. */
export function pairwiseAt({ candidates, batches, rows, beaten }: BatchSums): Float64Array[] {
  const all = rows.reduce((sum, count) => sum + count, 0)
  const count = (at: number) => {
    let sum = 0
    for (let b = at * batches; b < (at + 1) * batches; b++) sum += beaten[b]
    return sum
  }
  const indices = Array.from({ length: candidates }, (_, i) => i)
  return indices.map(i => Float64Array.from(indices, j => count(i * candidates + j) / all))
}
