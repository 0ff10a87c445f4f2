import { passAtN } from './bestOfN'
import { threshold } from './profile'

/** Every response that π_D can write, to each of some prompts. */
export interface Support {
  /** μ(x)·π_D(y|x) of each response, summing to 1. */
  readonly weights: Float64Array
  /** Index of each response's prompt, below `prompts`. */
  readonly prompt: ArrayLike<number>
  readonly prompts: number
}

/**
 * The 0/1 reward of Prop. D.7, which a model covers worst: 1 exactly where π_D(y|x) ≥ 2N·π̂(y|x); ties count.
 * @param logRatios R of each response of the support, nats
 * @param N number of samples, N ≥ 1
 * @returns 1 for each response that is rewarded
 */
export function adversaryReward(logRatios: Float32Array | Float64Array, N: number): Uint8Array {
  const least = threshold(logRatios, Math.log(2 * N))
  return Uint8Array.from(logRatios, logRatio => Number(logRatio >= least))
}

/** What a reward gives to π_D, and how often one sample of a model earns it. */
export interface Rewarded {
  /** E_{π_D}[reward], in [0, 1]. */
  readonly teacher: number
  /** π̂(set | x) by prompt, in [0, 1]; 0 for prompts without mass. */
  readonly successes: Float64Array
  /** μ(x). */
  readonly masses: Float64Array
}

/**
 * Measures a reward on a model of the same responses, whichever model it was made for.
 * @param logRatios the model's R of each response, nats
 * @param reward 1 for each rewarded response
 */
export function rewardedBy(
  { weights, prompt, prompts }: Support,
  logRatios: ArrayLike<number>,
  reward: ArrayLike<number>,
): Rewarded {
  const masses = new Float64Array(prompts)
  const model = new Float64Array(prompts)
  let teacher = 0
  for (let i = 0; i < weights.length; i++) {
    masses[prompt[i]] += weights[i]
    if (!reward[i]) continue
    teacher += weights[i]
    model[prompt[i]] += weights[i] * Math.exp(-logRatios[i])
  }
  // Rounded log ratios may add up to a little more than all.
  return { teacher, masses, successes: model.map((mass, x) => (mass > 0 ? Math.min(1, mass / masses[x]) : 0)) }
}

/** Pass@N of Best-of-N with that reward, in [0, 1]. */
export function rewardedPass({ successes, masses }: Rewarded, N: number): number {
  return passAtN(successes, masses, N)
}
