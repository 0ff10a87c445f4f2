/**
 * Sampling errors of estimates from M independent, equally weighted responses. δ is the probability that a band misses,
 * 0 < δ < 1.
 */

/** δ wherever the page does not say otherwise. */
export const DELTA = 0.05

/** An interval, both ends included. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** Dvoretzky–Kiefer–Wolfowitz with Massart's constant: the whole profile lies within ± this of its estimate. */
export function dkwHalfWidth(M: number, delta: number = DELTA): number {
  return Math.sqrt(Math.log(2 / delta) / (2 * M))
}

/** One class of responses in an estimate that weights classes by mass. */
export interface Stratum {
  /** Share of the class in the whole, in (0, 1]. */
  readonly mass: number
  /** Responses sampled from it, at least 1. */
  readonly samples: number
}

/**
 * DKW for a profile Σ mass·profile of a class, each estimated from its own samples: all classes' bands hold together with
 * probability 1 − δ when each misses with δ over their number. 0 for no strata: nothing was sampled, the profile is exact.
 */
export function combinedDkw(strata: readonly Stratum[], delta: number = DELTA): number {
  return strata.reduce((sum, { mass, samples }) => sum + mass * dkwHalfWidth(samples, delta / strata.length), 0)
}

/** Hoeffding: the mean of M variables in [0, range] lies within ± this of its estimate, in the variables' unit. */
export function hoeffdingHalfWidth(range: number, M: number, delta: number = DELTA): number {
  return range * Math.sqrt(Math.log(2 / delta) / (2 * M))
}

/**
 * Wilson's score interval for one share, from `successes` out of M ≥ 1: the p whose distance from the estimate is at most
 * z standard errors of p itself. In [0, 1], contains successes/M; its level 1 − δ is approximate.
 */
export function wilsonInterval(successes: number, M: number, delta: number = DELTA): Interval {
  const share = successes / M
  const slack = normalQuantile(delta / 2) ** 2 / M
  const centre = share + slack / 2
  const halfWidth = Math.sqrt(slack * (share * (1 - share) + slack / 4))
  return {
    // At no success or nothing but, one end is exact; rounding must not move it.
    low: successes === 0 ? 0 : Math.max(0, (centre - halfWidth) / (1 + slack)),
    high: successes === M ? 1 : Math.min(1, (centre + halfWidth) / (1 + slack)),
  }
}

/** Standard error of the mean of independent values, in their unit; Infinity for fewer than two or for an infinite one. */
export function standardError(values: ArrayLike<number>): number {
  const M = values.length
  let mean = 0
  let squares = 0
  // Welford's recursion: no cancellation when the mean is large beside the spread.
  for (let i = 0; i < M; i++) {
    if (!Number.isFinite(values[i])) return Number.POSITIVE_INFINITY
    const distance = values[i] - mean
    mean += distance / (i + 1)
    squares += distance * (values[i] - mean)
  }
  return M < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(squares / (M - 1) / M)
}

/**
 * Standard error of Σ mass·mean over strata that are sampled independently of each other, in the values' unit; 0 for no strata.
 * @param values those of the strata lie one after the other at the end; what is before them is exact
 */
export function stratifiedError(values: Float64Array, strata: readonly Stratum[]): number {
  let variance = 0
  let from = values.length - strata.reduce((sum, { samples }) => sum + samples, 0)
  for (const { mass, samples } of strata) {
    variance += (mass * standardError(values.subarray(from, from + samples))) ** 2
    from += samples
  }
  return Math.sqrt(variance)
}

/** z with Φ(z) = p for the standard normal distribution, to about 1e-12. 0 < p < 1, else throws RangeError. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A normal quantile needs 0 < p < 1; p is ${p}.`)
  if (p > 0.5) return -normalQuantile(1 - p)
  // Newton's method on the logarithm of the tail, which is concave: from the right of the root it never crosses it.
  // The start is to the right, since 1 − Φ(z) ≤ ½ e^{−z²/2}.
  const logTail = Math.log(p)
  let z = Math.sqrt(-2 * (logTail + Math.LN2))
  for (let iteration = 0; iteration < 60 && z > 0; iteration++) {
    const tail = normalTail(z)
    const step = ((Math.log(tail) - logTail) * tail) / normalDensity(z)
    z += step
    if (Math.abs(step) <= 1e-14 * z) break
  }
  return 0 - z
}

function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
}

/** 1 − Φ(z) for z ≥ 0: Taylor series near 0, Laplace's continued fraction in the tail, where the series would cancel. */
function normalTail(z: number): number {
  if (z > 3) {
    let fraction = z
    for (let k = 120; k > 0; k--) fraction = z + k / fraction
    return normalDensity(z) / fraction
  }
  let term = z
  let sum = z
  for (let k = 3; term > 1e-17 * sum; k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return 0.5 - normalDensity(z) * sum
}
