/**
 * How often each of many candidates gives a held-out response N times the probability that another one gives, for every N of
 * a fixed grid at once: Ĉ[i][j] of the tournament (Eq. 28) as a function of N. All of it is counts of responses, so responses
 * can be shared out and the counts added up.
 */

/** Points of the grid to an octave, and octaves: from 1 to 2^20, just above 10^6. */
const STEPS = 8
const OCTAVES = 20
const LAST = STEPS * OCTAVES

/** The grid of N: 2^{k/8} from 1 to 2^20, [161]; powers of two are on it. */
export const GRID: readonly number[] = Array.from({ length: LAST + 1 }, (_, k) => 2 ** (k / STEPS))

/** The logarithm in which log-probabilities are given. */
export type LogBase = 'e' | '2' | '10'

const LOGARITHMS: Readonly<Record<LogBase, (x: number) => number>> = { e: Math.log, '2': Math.log2, '10': Math.log10 }

/** log N in the base, as `tournament` compares it: rounded to float32, so that ties count. */
export function logThreshold(N: number, base: LogBase): number {
  return Math.fround(LOGARITHMS[base](N))
}

/** Nats to one unit of log-probabilities in the base. */
export function natsPerUnit(base: LogBase): number {
  return base === 'e' ? 1 : Math.log(Number(base))
}

/**
 * The histogram of one pair, over d = log π_j − log π_i with i < j. Bin 0: neither can write it (d is not a number), it
 * decides nothing. Bin UP + k, for k ≥ 0: log N_k ≤ d < log N_{k+1}. Bin DOWN − k: the same of −d. A d of exactly 0 lies in
 * bin UP and is counted once more in TIES, since at N = 1 it counts for both. The last bin on either side is open.
 */
const UP = LAST + 2
const DOWN = LAST + 1
const HIGHEST = UP + LAST
const TIES = HIGHEST + 1

/** Numbers in the histogram of one pair. */
export const BINS = TIES + 1

/** Log-probabilities up to this size have differences that fit into an int32 of bins. */
const TAME = 1e7

/** An empty histogram for each pair of so many columns. */
export function emptyHistograms(columns: number): Uint32Array {
  return new Uint32Array(((columns * (columns - 1)) / 2) * BINS)
}

/** Where the histogram of the pair i < j begins. */
function offsetOf(i: number, j: number, columns: number): number {
  return (i * columns - (i * (i + 1)) / 2 + (j - i - 1)) * BINS
}

/**
 * Adds responses to the histograms of all pairs. Fastest for some 2,000 responses at a time, whose columns fit into a cache.
 * @param columns log-probabilities of the same responses, one column for each candidate, in units of the base; −Infinity
 * allowed, NaN not
 * @param rows how many of them, from the first on
 * @param into of `emptyHistograms(columns.length)`
 */
export function countPairs(columns: readonly Float32Array[], rows: number, base: LogBase, into: Uint32Array): void {
  const edges = lowerEdges(base)
  const tame = columns.map(column => isTame(column, rows))
  let at = 0
  for (let i = 0; i < columns.length; i++) {
    for (let j = i + 1; j < columns.length; j++, at += BINS) {
      const histogram = into.subarray(at, at + BINS)
      const count = tame[i] && tame[j] ? countTame : countAny
      count(columns[i], columns[j], rows, edges, histogram)
    }
  }
}

function isTame(column: Float32Array, rows: number): boolean {
  for (let k = 0; k < rows; k++) if (!(Math.abs(column[k]) <= TAME)) return false
  return true
}

// A product finds the bin or, since float32 thresholds are not evenly spaced to the last bit, the one above it: the excess
// outweighs rounding, which is below 1e-4 of a bin. One comparison with the bin's own lower edge mends that.
const EXCESS = 1e-3

const perBase = new Map<LogBase, Float32Array>()

/** The least float32 in each bin; −Infinity for bins 0 and 1, which nothing is moved out of. */
function lowerEdges(base: LogBase): Float32Array {
  const known = perBase.get(base)
  if (known) return known
  const edges = new Float32Array(BINS).fill(Number.NEGATIVE_INFINITY)
  GRID.forEach((N, k) => {
    const least = logThreshold(N, base)
    edges[UP + k] = least
    // −d < log N_{k+1}, so that d must lie strictly above −log N_{k+1}.
    if (k > 0) edges[DOWN - k + 1] = nextAbove(-least)
  })
  perBase.set(base, edges)
  return edges
}

/** The float32 after a negative one. */
function nextAbove(negative: number): number {
  const value = Float32Array.of(negative)
  new Int32Array(value.buffer)[0]--
  return value[0]
}

/** Bins of the grid to one unit of the base. */
function binsPerUnit(edges: Float32Array): number {
  return LAST / edges[HIGHEST]
}

/** Without a branch that depends on the data: a wrong guess by the processor costs more than all the rest. */
function countTame(a: Float32Array, b: Float32Array, rows: number, edges: Float32Array, into: Uint32Array): void {
  const scale = binsPerUnit(edges)
  let ties = 0
  for (let k = 0; k < rows; k++) {
    const d = Math.fround(b[k] - a[k])
    // min(HIGHEST, bin), then max(1, …), through the sign bit.
    const above = ((d * scale + (UP + EXCESS)) | 0) - HIGHEST
    const below = (above & (above >> 31)) + (HIGHEST - 1)
    const bin = (below & ~(below >> 31)) + 1
    into[d < edges[bin] ? bin - 1 : bin]++
    if (d === 0) ties++
  }
  into[TIES] += ties
}

function countAny(a: Float32Array, b: Float32Array, rows: number, edges: Float32Array, into: Uint32Array): void {
  const scale = binsPerUnit(edges)
  for (let k = 0; k < rows; k++) {
    const d = Math.fround(b[k] - a[k])
    const bin = Number.isNaN(d) ? 0 : Math.trunc(Math.min(Math.max(d * scale + (UP + EXCESS), 1), HIGHEST))
    into[d < edges[bin] ? bin - 1 : bin]++
    if (d === 0) into[TIES]++
  }
}

/**
 * On how many responses candidate `other` gives N times the probability that `own` gives, or more, for every N of the grid:
 * n·Ĉ[own][other], [161], descending.
 * @param histograms of all pairs of so many columns
 * @param first point of the grid from which on they are asked for; 0 before it
 * @throws RangeError for a candidate and itself
 */
export function tailCounts(
  histograms: Uint32Array,
  columns: number,
  own: number,
  other: number,
  first = 0,
): Uint32Array {
  if (own === other) throw new RangeError(`Candidate ${own} is not compared with itself.`)
  const forward = own < other
  const at = forward ? offsetOf(own, other, columns) : offsetOf(other, own, columns)
  const tail = new Uint32Array(GRID.length)
  let sum = 0
  for (let k = LAST; k >= first; k--) {
    sum += histograms[at + (forward ? UP + k : DOWN - k)]
    tail[k] = sum
  }
  if (!forward && first === 0) tail[0] += histograms[at + TIES]
  return tail
}
