import { passAtN } from './bestOfN'
import { sufficientRegret } from './bounds'
import { type CoverageProfile, coverageAt, threshold } from './profile'

/**
 * Regret of Best-of-N against π_D for the reward of Prop. D.7, which is 1 exactly where π_D(y|x) ≥ 2N·π̂(y|x): what π_D earns
 * less E_x[1 − (1 − π̂(set|x))^N]. In [0, 1].
 * @param logRatios R of every response that π_D can write, nats
 * @param weights probability of each response, summing to 1. Samples of π_D do not do: they seldom tell π̂(set|x) for a prompt
 * @param prompt index of each response's prompt, below `prompts`
 * @param N number of samples, N ≥ 1
 */
export function bestOfNRegret(
  logRatios: Float32Array | Float64Array,
  weights: Float64Array,
  prompt: ArrayLike<number>,
  prompts: number,
  N: number,
): number {
  const least = threshold(logRatios, Math.log(2 * N))
  const masses = new Float64Array(prompts)
  const model = new Float64Array(prompts)
  let reward = 0
  for (let i = 0; i < logRatios.length; i++) {
    masses[prompt[i]] += weights[i]
    if (logRatios[i] < least) continue
    reward += weights[i]
    model[prompt[i]] += weights[i] * Math.exp(-logRatios[i])
  }
  const successes = model.map((mass, x) => (mass > 0 ? mass / masses[x] : 0))
  return reward - passAtN(successes, masses, N)
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
