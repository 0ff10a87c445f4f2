import { adversaryReward, rewardedBy, rewardedPass, type Support } from './adversary'
import { sufficientRegret } from './bounds'
import { type CoverageProfile, coverageAt } from './profile'

/**
 * Regret of Best-of-N against π_D for the reward of Prop. D.7, which is 1 exactly where π_D(y|x) ≥ 2N·π̂(y|x): what π_D earns
 * less E_x[1 − (1 − π̂(set|x))^N]. In [0, 1].
 * @param logRatios R of every response of the support, nats. Samples of π_D do not do: they seldom tell π̂(set|x) for a prompt
 * @param N number of samples, N ≥ 1
 */
export function bestOfNRegret(support: Support, logRatios: Float32Array | Float64Array, N: number): number {
  const rewarded = rewardedBy(support, logRatios, adversaryReward(logRatios, N))
  return rewarded.teacher - rewardedPass(rewarded, N)
}

/**
 * The least of Prop. D.6's bounds on the regret of Best-of-N, Cov_M + e^{−N/(2M)} with Cov_M ≤ ½, over M = 1, √2, 2, 2√2 …;
 * Infinity where coverage is above ½ at every M that matters.
 */
export function bestSufficientRegret(profile: CoverageProfile, N: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; ; k++) {
    const M = 2 ** (k / 2)
    // The second term only grows with M; from 1 on it says nothing, since a regret is at most 1.
    const excess = Math.exp(-N / (2 * M))
    if (excess >= Math.min(1, least)) return least
    least = Math.min(least, sufficientRegret(N, M, coverageAt(profile, M)) ?? least)
  }
}
