/** The distribution of the log density ratio R, kept as its upper tail. */
export interface CoverageProfile {
  /** The distinct values of R, descending, in nats; float32 if the log ratios were. */
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
  if (logRatios.some(Number.isNaN)) throw new RangeError('A log density ratio is not a number.')
  if (weights && weights.length !== logRatios.length) {
    throw new RangeError(`There are ${weights.length} weights for ${logRatios.length} log density ratios.`)
  }
  const [sorted, sortedWeights] = weights ? sortTogether(logRatios, weights) : [logRatios.slice().sort(), null]
  const n = sorted.length
  const values = logRatios.slice()
  const tail = new Float64Array(n)
  let kept = 0
  let mass = 0
  // Ascending order from the typed sort, read from its end.
  for (let i = n - 1; i >= 0; i--) {
    mass += sortedWeights ? sortedWeights[i] : 1 / n
    if (kept > 0 && values[kept - 1] === sorted[i]) kept--
    values[kept] = sorted[i]
    tail[kept] = sortedWeights ? Math.min(1, mass) : (n - i) / n
    kept++
  }
  return { values: values.slice(0, kept), tail: tail.slice(0, kept) }
}

/** Both arrays in ascending order of the first. */
function sortTogether(
  keys: Float32Array | Float64Array,
  weights: Float64Array,
): [Float32Array | Float64Array, Float64Array] {
  const order = Uint32Array.from(keys, (_, i) => i).sort((a, b) => keys[a] - keys[b] || a - b)
  const sorted = keys.slice()
  const along = new Float64Array(weights.length)
  order.forEach((from, to) => {
    sorted[to] = keys[from]
    along[to] = weights[from]
  })
  return [sorted, along]
}

/**
 * Cov_N = P[R ≥ log N] (Def. 1.1), in [0, 1]; ties count.
 * @param N any positive number; the chain rule needs N < 1 too
 */
export function coverageAt({ values, tail }: CoverageProfile, N: number): number {
  const threshold = values instanceof Float32Array ? Math.fround(Math.log(N)) : Math.log(N) - TIE
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle] >= threshold) low = middle + 1
    else high = middle
  }
  return low === 0 ? 0 : tail[low - 1]
}

/**
 * Mass of R between consecutive edges, [edges − 1]. The outer bins also take what lies beyond them.
 * @param edges at least two, ascending, nats
 */
export function histogram(
  logRatios: Float32Array | Float64Array,
  weights: Float64Array | null,
  edges: ArrayLike<number>,
): Float64Array {
  const bins = edges.length - 1
  const masses = new Float64Array(bins)
  for (let i = 0; i < logRatios.length; i++) {
    let low = 0
    let high = bins - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (logRatios[i] >= edges[middle]) low = middle
      else high = middle - 1
    }
    masses[low] += weights ? weights[i] : 1 / logRatios.length
  }
  return masses
}
