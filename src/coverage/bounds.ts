import type { CoverageProfile } from './profile'

/**
 * The paper's inequalities with explicit constants. Outside its range of validity a bound says nothing and is null.
 * No divergence is negative; where rounding has made one so, it counts as 0, since a factor that diverges at the end of the
 * range would turn it into a large negative bound.
 */

/** Prop. D.1: Cov_N ≤ KL / (log N − 1 + 1/N), for N > 1. */
export function klBound(kl: number, N: number): number | null {
  if (!(N > 1)) return null
  // Near N = 1 the three terms cancel; this form keeps the divisor from turning negative there.
  const divisor = Math.max(0, Math.log1p(N - 1) - (N - 1) / N)
  return kl <= 0 ? 0 : kl / divisor
}

/** Prop. D.10: Cov_N ≤ 2/(log N − 1) · D_seq,N, for N > e. */
export function stoppedKlBound(stoppedKl: number, N: number): number | null {
  return Math.log(N) > 1 ? (2 / (Math.log(N) - 1)) * Math.max(0, stoppedKl) : null
}

/** Prop. D.4: Cov_N ≤ 2N/(√N − 1)² · D_H², for N > 1. */
export function hellingerBound(squaredHellinger: number, N: number): number | null {
  if (!(N > 1)) return null
  // √N − 1 = (N − 1)/(√N + 1), which does not vanish for the smallest N > 1.
  return 2 * N * ((Math.sqrt(N) + 1) / (N - 1)) ** 2 * Math.max(0, squaredHellinger)
}

/** C = sup over N ≥ 1 of Cov_N · log N (Prop. D.3), nats; attained at a value of R. */
export function supCoverageLog({ values, tail }: CoverageProfile): number {
  let largest = 0
  for (let i = 0; i < values.length && values[i] > 0; i++) largest = Math.max(largest, tail[i] * values[i])
  return largest
}

/**
 * Prop. D.3: KL ≤ C(1 + log(log W / C)), for a finite largest ratio W; C = 0 forces KL = 0. `logW` in nats. C ≤ log W by
 * its definition; a C that rounding has put above it counts as equal.
 */
export function klFromCoverage(C: number, logW: number): number | null {
  if (!Number.isFinite(logW)) return null
  return C > 0 ? C * (1 + Math.log(Math.max(1, logW / C))) : 0
}

/** Prop. 5.1: in expectation, the mean over T steps of KL ≤ 4/(ηT) + 2ησ⋆², for η ≤ 1/(2HB²). */
export function sgdBound(eta: number, T: number, inherentVariance: number): number {
  return 4 / (eta * T) + 2 * eta * inherentVariance
}

/** Prop. D.5: Cov_{M₁}(π_T‖π̂) ≤ M₂ · Cov_{M₁/M₂}(π_D‖π̂) + Cov_{M₂}(π_T‖π_D), for M₁, M₂ ≥ 2. */
export function chainRuleBound(M1: number, M2: number, coverageData: number, coverageTarget: number): number | null {
  return M1 >= 2 && M2 >= 2 ? M2 * coverageData + coverageTarget : null
}

/** Prop. D.6: with N ≥ 2M·log(1/ε) samples, Best-of-N has regret ≤ Cov_M(π_T‖π̂) + ε, for Cov_M ≤ ½ and 0 < ε < 1. */
export function bestOfNSamples(M: number, epsilon: number): number {
  return 2 * M * Math.log(1 / epsilon)
}

/** Prop. D.6 read the other way: N samples leave a regret ≤ Cov_M(π_T‖π̂) + e^{−N/(2M)}, for Cov_M ≤ ½. */
export function sufficientRegret(N: number, M: number, coverageAtM: number): number | null {
  return coverageAtM <= 0.5 ? coverageAtM + Math.exp(-N / (2 * M)) : null
}

/** Prop. D.7: some 0/1 reward costs Best-of-N at least ½ Cov_{2N}(π_T‖π̂), for N ≥ 2. */
export function necessaryRegret(N: number, coverageAt2N: number): number | null {
  return N >= 2 ? coverageAt2N / 2 : null
}

/** Prop. D.2: for π_D = Ber(p) and π̂ = Ber(p/N), Cov_N = p ≥ KL / (log N − ½ + 1/(2N)); p ≤ ½, N ≥ 2. */
export function tightnessBound(kl: number, N: number): number | null {
  return N >= 2 ? kl / (Math.log(N) - 0.5 + 1 / (2 * N)) : null
}
