import { DELTA, normalQuantile, type Stratum, stratifiedError } from './bands'
import { passAtK, passAtN } from './bestOfN'

/** Pass@N over held-out prompts that stand for more of their kind: stratum by stratum, one after the other. */

/** Responses that prompts may be answered with, all prompts one after the other; C of them. */
export interface AnswerCandidates {
  /** Index of the prompt, [C]. */
  readonly response: ArrayLike<number>
  /** 1 where it is rewarded, [C]; every rewarded response is among them. */
  readonly rewarded: ArrayLike<number>
  /** 1 where every valid response to the prompt is among them, [prompts]. */
  readonly complete: ArrayLike<number>
}

/** What counts as a success: what the reward asks for, or any valid response. */
export type Success = 'rewarded' | 'valid'

/**
 * p_x, the probability that one sample for a prompt succeeds, [prompts]; null for valid responses where not all are known.
 * @param logProbs log π̂ of each candidate, nats, [C]
 */
export function successProbabilities(
  { response, rewarded, complete }: AnswerCandidates,
  logProbs: ArrayLike<number>,
  success: Success,
): Float64Array | null {
  if (success === 'valid' && !Array.from(complete).every(Boolean)) return null
  const successes = new Float64Array(complete.length)
  for (let c = 0; c < response.length; c++) {
    if (success === 'valid' || rewarded[c]) successes[response[c]] += Math.exp(logProbs[c])
  }
  // Rounded log-probabilities may add up to a little more.
  return successes.map(p => Math.min(1, p))
}

export interface PassEstimate {
  /** In [0, 1]. */
  readonly value: number
  /** Standard error over prompts; Infinity where a stratum has but one. */
  readonly error: number
}

/**
 * Pass@N = E_x[1 − (1 − p_x)^N], where every p_x is known: only the prompts are a sample.
 * @param successes p_x in [0, 1], those of the strata one after the other; one class by itself is a stratum of mass 1
 * @param strata masses sum to 1
 * @param N number of samples, N ≥ 1
 * @throws RangeError for another number of prompts than the strata have, p_x outside [0, 1], or N < 1
 */
export function exactPassAtN(successes: Float64Array, strata: readonly Stratum[], N: number): PassEstimate {
  return estimate(
    Float64Array.from(successes, p => passAtN([p], null, N)),
    strata,
  )
}

/**
 * `exactPassAtN` over the prompts of one stratum alone.
 * @param index of the stratum
 * @throws RangeError as `exactPassAtN`, or if there is no such stratum
 */
export function exactPassOfStratum(
  successes: Float64Array,
  strata: readonly Stratum[],
  index: number,
  N: number,
): PassEstimate {
  const stratum = strata[index]
  if (!stratum) throw new RangeError(`There are ${strata.length} strata; there is no stratum ${index + 1}.`)
  const from = strata.slice(0, index).reduce((sum, { samples }) => sum + samples, 0)
  return exactPassAtN(successes.subarray(from, from + stratum.samples), [{ ...stratum, mass: 1 }], N)
}

export interface SampledPass extends PassEstimate {
  /** Interval of ±z standard errors, within [0, 1]; its level 1 − δ is approximate. */
  readonly low: number
  readonly high: number
}

/**
 * Pass@N from the successes among samples of each prompt, unbiased; null unless N is an integer from 1 to `draws`.
 * @param counts successes among `draws` samples of each prompt, those of the strata one after the other
 * @param strata masses sum to 1
 * @throws RangeError for another number of prompts than the strata have, or counts that are impossible
 */
export function sampledPassAtN(
  counts: ArrayLike<number>,
  draws: number,
  strata: readonly Stratum[],
  N: number,
  delta: number = DELTA,
): SampledPass | null {
  if (!(Number.isInteger(N) && N >= 1 && N <= draws)) return null
  // Samples of a prompt and prompts of a stratum: both make the terms differ, and the error has both.
  const { value, error } = estimate(
    Float64Array.from(counts, count => passAtK(draws, count, N)),
    strata,
  )
  const halfWidth = -normalQuantile(delta / 2) * error
  return { value, error, low: Math.max(0, value - halfWidth), high: Math.min(1, value + halfWidth) }
}

/**
 * The strata of some of the prompts.
 * @param chosen indices of prompts, ascending
 * @param strata of all prompts, one after the other
 * @throws RangeError where none is chosen of a stratum, which then would not count
 */
export function strataOf(chosen: ArrayLike<number>, strata: readonly Stratum[]): Stratum[] {
  let end = 0
  let next = 0
  return strata.map(({ mass, samples: all }, s) => {
    end += all
    const first = next
    while (next < chosen.length && chosen[next] < end) next++
    if (next === first) throw new RangeError(`None of the prompts of stratum ${s + 1} is chosen.`)
    return { mass, samples: next - first }
  })
}

function estimate(terms: Float64Array, strata: readonly Stratum[]): PassEstimate {
  const prompts = strata.reduce((sum, { samples }) => sum + samples, 0)
  if (terms.length !== prompts) throw new RangeError(`The strata have ${prompts} prompts; there are ${terms.length}.`)
  let value = 0
  let from = 0
  for (const { mass, samples } of strata) {
    value += (mass / samples) * terms.subarray(from, from + samples).reduce((sum, term) => sum + term, 0)
    from += samples
  }
  return { value: Math.min(1, value), error: stratifiedError(terms, strata) }
}
