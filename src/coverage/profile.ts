/** The distribution of the log density ratio R, kept as its upper tail. */
export interface CoverageProfile {
  /** The distinct values of R that have mass, descending, in nats; float32 if the log ratios were. */
  readonly values: Float32Array | Float64Array
  /** tail[i] = P[R ≥ values[i]], ascending to 1. */
  readonly tail: Float64Array
}

/** Ratios equal to N up to rounding count as ≥ N (float64; float32 ratios are compared with N rounded to float32). */
const TIE = 1e-12

/**
 * Sorts log ratios into a coverage profile.
 * @param logRatios R of each response, nats; +Infinity where the model gives probability 0
 * @param weights probability of each response, summing to 1; null for equally weighted ones
 * @throws RangeError for NaN among the log ratios, or weights of another length
 */
export function coverageProfile(logRatios: Float32Array | Float64Array, weights: Float64Array | null): CoverageProfile {
  if (weights && weights.length !== logRatios.length) {
    throw new RangeError(`There are ${weights.length} weights for ${logRatios.length} log density ratios.`)
  }
  // Sorted without their weights, values need no comparator, and NaN comes last.
  const values = logRatios.slice().sort()
  if (Number.isNaN(values.at(-1))) throw new RangeError('A log density ratio is not a number.')
  values.reverse()
  const counts = new Float64Array(values.length)
  const distinct = values.subarray(0, countRepeats(values, counts))
  return weights
    ? cumulate(distinct, weightsOf(distinct, logRatios, weights), 1)
    : cumulate(distinct, counts, logRatios.length)
}

/** Moves the distinct values of a sorted array to its front, counts each, and returns how many there are. */
function countRepeats(sorted: Float32Array | Float64Array, counts: Float64Array): number {
  let kept = 0
  for (let i = 0; i < sorted.length; i++) {
    if (kept === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]
    counts[kept - 1]++
  }
  return kept
}

function weightsOf(
  distinct: Float32Array | Float64Array,
  logRatios: Float32Array | Float64Array,
  weights: Float64Array,
): Float64Array {
  const masses = new Float64Array(distinct.length)
  for (let i = 0; i < logRatios.length; i++) masses[countAtLeast(distinct, logRatios[i]) - 1] += weights[i]
  return masses
}

/** Running sums of the masses, divided by `total`; values without mass are left out. */
function cumulate(distinct: Float32Array | Float64Array, masses: Float64Array, total: number): CoverageProfile {
  const values = distinct.slice()
  const tail = new Float64Array(distinct.length)
  let kept = 0
  let sum = 0
  // Kahan's compensation: the rounding error does not grow with the number of responses.
  let lost = 0
  for (let i = 0; i < distinct.length; i++) {
    if (masses[i] === 0) continue
    const term = masses[i] - lost
    const next = sum + term
    lost = next - sum - term
    sum = next
    values[kept] = distinct[i]
    tail[kept++] = Math.min(1, sum / total)
  }
  return { values: values.slice(0, kept), tail: tail.slice(0, kept) }
}

/**
 * Cov_N = P[R ≥ log N] (Def. 1.1), in [0, 1]; ties count.
 * @param N any positive number; the chain rule needs N < 1 too
 * @throws RangeError unless N > 0
 */
export function coverageAt({ values, tail }: CoverageProfile, N: number): number {
  if (!(N > 0)) throw new RangeError(`N must be positive; it is ${N}.`)
  const covered = countAtLeast(values, threshold(values, Math.log(N)))
  return covered === 0 ? 0 : tail[covered - 1]
}

/**
 * Cov_N without a profile, for who asks at a single N or a few; but for rounding, what `coverageAt` says of one.
 * @param logRatios R of each response, nats; +Infinity where the model gives probability 0
 * @param weights probability of each response, summing to 1; null for equally weighted ones
 * @param N any positive number
 */
export function coverageOf(logRatios: Float32Array | Float64Array, weights: Float64Array | null, N: number): number {
  const least = threshold(logRatios, Math.log(N))
  let sum = 0
  for (let i = 0; i < logRatios.length; i++) if (logRatios[i] >= least) sum += weights ? weights[i] : 1
  return weights ? Math.min(1, sum) : sum / logRatios.length
}

/**
 * Mass of R between consecutive edges, [edges − 1]. The outer bins also take what lies beyond them. A value on an edge
 * belongs to the bin above it, ties as in `coverageAt`: above an edge at log N lies Cov_N.
 * @param weights probability of each response, summing to 1; null for equally weighted ones
 * @param edges at least two, ascending, nats
 */
export function histogram(
  logRatios: Float32Array | Float64Array,
  weights: Float64Array | null,
  edges: ArrayLike<number>,
): Float64Array {
  const thresholds = Float64Array.from(edges, edge => threshold(logRatios, edge))
  const bins = edges.length - 1
  const masses = new Float64Array(bins)
  for (let i = 0; i < logRatios.length; i++) {
    let low = 0
    let high = bins - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (logRatios[i] >= thresholds[middle]) low = middle
      else high = middle - 1
    }
    masses[low] += weights ? weights[i] : 1
  }
  return weights ? masses : masses.map(count => count / logRatios.length)
}

/** What a stored log ratio must reach to count as ≥ `logRatio`: ties count, in the precision of the stored ones. */
export function threshold(stored: Float32Array | Float64Array, logRatio: number): number {
  return stored instanceof Float32Array ? Math.fround(logRatio) : logRatio - TIE
}

/** How many of the descending values are ≥ `least`. */
function countAtLeast(values: Float32Array | Float64Array, least: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle] >= least) low = middle + 1
    else high = middle
  }
  return low
}
