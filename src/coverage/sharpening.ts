import { passAtN } from './bestOfN'

/**
 * Sharpening (Huang et al., arXiv 2412.01951): a model's own log-probability as the reward. With y⋆(x) the likeliest response,
 * it takes about as many samples as the coverage coefficient E_x[1/π(y⋆(x)|x)].
 */

/** The likeliest responses of a model, prompt by prompt and likeliest first; X prompts, R responses. */
export interface RankedResponses {
  /** Probability of each prompt, summing to 1, [X]. */
  readonly masses: Float64Array
  /** Index of each prompt's class, [X]. */
  readonly classes: Uint16Array
  /** Index of the prompt, ascending; each prompt has at least one response, [R]. */
  readonly prompt: Uint32Array
  /** log π(y|x), nats, not rising within a prompt; of equally likely ones that are taken together, of all of them, [R]. */
  readonly logProbs: Float64Array
  /** `INVALID`, `VALID` or `REWARDED`, [R]; null where nothing is rewarded. */
  readonly verdicts: Uint8Array | null
  /** 1 where the first is certainly the likeliest and the order is right; 0 where it is the likeliest that was found, [X]. */
  readonly exact: Uint8Array
}

export const INVALID = 0
/** Of the right form, but not what the prompt asks for. */
export const VALID = 1
export const REWARDED = 2

/** log π(y⋆(x)|x) of every prompt, nats, [X]. */
export function modeLogProbs({ masses, prompt, logProbs }: RankedResponses): Float64Array {
  const modes = new Float64Array(masses.length).fill(Number.NEGATIVE_INFINITY)
  prompt.forEach((x, r) => {
    modes[x] = Math.max(modes[x], logProbs[r])
  })
  return modes
}

/**
 * The coverage coefficient E_x[1/π(y⋆(x)|x)], at least 1.
 * @param logModes log π(y⋆(x)|x), nats
 * @param masses probability of each prompt, summing to 1
 */
export function coverageCoefficient(logModes: ArrayLike<number>, masses: ArrayLike<number>): number {
  let sum = 0
  for (let x = 0; x < masses.length; x++) if (masses[x] > 0) sum += masses[x] * Math.exp(-logModes[x])
  return sum
}

/**
 * The median of 1/π(y⋆(x)|x) over the prompts: the least value that is not exceeded by half of the prompts or more, at least 1.
 * The coverage coefficient is the mean of the same, and a few prompts can make it far larger.
 * @param logModes log π(y⋆(x)|x), nats
 * @param masses probability of each prompt, summing to 1
 */
export function medianCoefficient(logModes: ArrayLike<number>, masses: ArrayLike<number>): number {
  const likeliestFirst = Array.from(logModes, (log, x) => ({ log, mass: masses[x] }))
    .filter(({ mass }) => mass > 0)
    .sort((a, b) => b.log - a.log)
  let mass = 0
  // Masses that add up to a half may come out a little less.
  const middle = likeliestFirst.find(one => {
    mass += one.mass
    return mass >= 0.5 - 1e-9
  })
  return Math.exp(-middle!.log)
}

/**
 * The chance that y⋆(x) is among N samples, E_x[1 − (1 − π(y⋆(x)|x))^N]: then Best-of-N by log-probability picks it.
 * @param logModes log π(y⋆(x)|x), nats
 * @param masses probability of each prompt, summing to 1
 * @param N number of samples, N ≥ 1
 * @throws RangeError as `passAtN`
 */
export function modeSuccess(logModes: Float64Array, masses: ArrayLike<number>, N: number): number {
  return passAtN(
    logModes.map(log => Math.min(1, Math.exp(log))),
    masses,
    N,
  )
}

/**
 * How often the pick of Best-of-N by log-probability is right: with S_k the mass of the k likeliest responses, the pick is the
 * k-th with probability (1 − S_{k−1})^N − (1 − S_k)^N. What is not ranked may be right or wrong: between `low` and `high`.
 * @param least the least verdict that counts, `VALID` or `REWARDED`
 * @param N number of samples, N ≥ 1
 * @throws RangeError where nothing is rewarded, or for N < 1
 */
export function pickSuccess(
  { masses, prompt, logProbs, verdicts }: RankedResponses,
  least: number,
  N: number,
): { readonly low: number; readonly high: number } {
  if (!verdicts) throw new RangeError('Nothing is rewarded here.')
  if (!(N >= 1)) throw new RangeError(`N must be at least 1; it is ${N}.`)
  const left = new Float64Array(masses.length).fill(1)
  let low = 0
  prompt.forEach((x, r) => {
    const after = Math.max(0, left[x] - Math.exp(logProbs[r]))
    if (verdicts[r] >= least) low += masses[x] * (left[x] ** N - after ** N)
    left[x] = after
  })
  const open = left.reduce((sum, rest, x) => sum + masses[x] * rest ** N, 0)
  return { low, high: Math.min(1, low + open) }
}
