import { type Stratum, stratifiedError } from './bands'

/**
 * Differences between two models that are measured on the same responses. Strata are as in `stratifiedError`: sampled
 * independently of each other, their values one after the other at the end of the arrays.
 */

/** How often each of two models misses a response of a stratum, and how often both do. */
interface Counts {
  readonly first: number
  readonly second: number
  readonly both: number
}

/** Entries added to a stratum's table before its variance is taken: with few disagreements the plain one is too small. */
const ADDED = 2

/**
 * Standard error of Cov_N,A − Cov_N,B, each a share of responses whose log ratio is at least log N (float32, ties count);
 * 0 for no strata. Within a stratum the variance of the paired difference is that of a 2×2 table with half an entry more in
 * every cell (Agresti and Min 2005), so that it is not 0 where the sample happens to hold no disagreement.
 * @param paired whether both are measured on the same responses; else their errors add up as those of independent samples
 */
export function coverageDifferenceError(
  a: Float32Array,
  b: Float32Array,
  strata: readonly [a: readonly Stratum[], b: readonly Stratum[]],
  N: number,
  paired: boolean,
): number {
  const least = Math.fround(Math.log(N))
  if (!paired) return Math.hypot(shareError(a, strata[0], least), shareError(b, strata[1], least))
  let variance = 0
  eachStratum(a.length, strata[0], ({ mass, samples }, from) => {
    const { first, second, both } = countsOf(a, b, from, samples, least)
    const [onlyA, onlyB, M] = [first - both + ADDED / 4, second - both + ADDED / 4, samples + ADDED]
    variance += mass ** 2 * ((onlyA + onlyB - (onlyA - onlyB) ** 2 / M) / M ** 2)
  })
  return Math.sqrt(variance)
}

/** Standard error of one share, with two successes and two failures more in every stratum (Agresti and Coull 1998). */
function shareError(ratios: Float32Array, strata: readonly Stratum[], least: number): number {
  let variance = 0
  eachStratum(ratios.length, strata, ({ mass, samples }, from) => {
    const { first } = countsOf(ratios, ratios, from, samples, least)
    const [M, share] = [samples + 4, (first + 2) / (samples + 4)]
    variance += mass ** 2 * ((share * (1 - share)) / M)
  })
  return Math.sqrt(variance)
}

/** Standard error of KL_A − KL_B, nats, from each response's sum of per-token KL under either model; 0 for no strata. */
export function klDifferenceError(a: Float32Array, b: Float32Array, strata: readonly Stratum[]): number {
  return stratifiedError(
    Float64Array.from(a, (value, i) => value - b[i]),
    strata,
  )
}

function countsOf(a: Float32Array, b: Float32Array, from: number, samples: number, least: number): Counts {
  let [first, second, both] = [0, 0, 0]
  for (let i = from; i < from + samples; i++) {
    const [ofA, ofB] = [a[i] >= least, b[i] >= least]
    if (ofA) first++
    if (ofB) second++
    if (ofA && ofB) both++
  }
  return { first, second, both }
}

function eachStratum(length: number, strata: readonly Stratum[], look: (stratum: Stratum, from: number) => void): void {
  let from = length - strata.reduce((sum, { samples }) => sum + samples, 0)
  for (const stratum of strata) {
    look(stratum, from)
    from += stratum.samples
  }
}
