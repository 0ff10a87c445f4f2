import { type CoverageProfile, coverageAt, threshold } from './profile'

/**
 * Answer-level coverage (Sec. 7.1): the profile of the marginal distribution of a response's answer. It can exceed the
 * coverage profile of the responses, by no more than the bounds below: of the teacher's mass of an answer that the model
 * under-weights N times, derivations whose own ratio is below N′ make up a share of less than N′/N.
 */

/** The distribution of log density ratios of answers, one entry per answer. */
export interface AnswerRatios {
  /** log π_D − log π̂ of each answer, nats; +Infinity where the model never gives it, −Infinity where the teacher does not. */
  readonly logRatios: Float64Array
  /** π_D-probability of each answer, summing to 1. */
  readonly weights: Float64Array
}

/** Every response, with its log-probabilities and what it answers. */
export interface AnsweredResponses {
  /** log π_D(y|x), nats; −Infinity where the teacher never writes it. Over several prompts: plus log μ(x). */
  readonly logData: ArrayLike<number>
  /** log π̂(y|x), nats. Over several prompts: plus log μ(x). */
  readonly logModel: ArrayLike<number>
  /** Index of each response's answer, integers ≥ 0; answers to different prompts have different numbers. */
  readonly answer: ArrayLike<number>
}

/**
 * One answer, two derivations of teacher mass ½ each, with ratios 32 and 14.4; the model spends the rest on another answer.
 * Cov_16 = ½ for responses, and 1 for answers: the paper's remark that the latter is never larger fails.
 */
export const TWO_DERIVATIONS: AnsweredResponses = {
  logData: [Math.log(1 / 2), Math.log(1 / 2), Number.NEGATIVE_INFINITY],
  logModel: [Math.log(1 / 64), Math.log(1 / 28.8), Math.log(1 - 1 / 64 - 1 / 28.8)],
  answer: [0, 0, 1],
}

/**
 * The answers' log ratios from an enumeration of the responses. A response that only the model writes may be left out where
 * its answer's ratio may come out larger: the bounds hold for that too.
 * @throws RangeError for arrays of different lengths, NaN, or an answer that is no index
 */
export function answerRatios({ logData, logModel, answer }: AnsweredResponses): AnswerRatios {
  const { length } = answer
  if (logData.length !== length || logModel.length !== length) {
    throw new RangeError(
      `There are ${length} answers for ${logData.length} and ${logModel.length} log-probabilities of responses.`,
    )
  }
  let answers = 0
  for (let i = 0; i < length; i++) {
    if (!(Number.isInteger(answer[i]) && answer[i] >= 0)) throw new RangeError(`${answer[i]} is no answer’s index.`)
    if (Number.isNaN(logData[i] + logModel[i]))
      throw new RangeError(`A log-probability of response ${i} is not a number.`)
    answers = Math.max(answers, answer[i] + 1)
  }
  const data = logSumExp(logData, answer, answers)
  const model = logSumExp(logModel, answer, answers)
  return {
    // Neither gives an answer that no response has: the difference of two infinities is no number.
    logRatios: data.map((logP, i) => (logP === Number.NEGATIVE_INFINITY ? logP : logP - model[i])),
    weights: data.map(Math.exp),
  }
}

/** log Σ exp over the entries of each group, without leaving the logarithm's range. */
function logSumExp(logs: ArrayLike<number>, group: ArrayLike<number>, groups: number): Float64Array {
  const largest = new Float64Array(groups).fill(Number.NEGATIVE_INFINITY)
  for (let i = 0; i < logs.length; i++) largest[group[i]] = Math.max(largest[group[i]], logs[i])
  const sums = new Float64Array(groups)
  for (let i = 0; i < logs.length; i++) {
    if (logs[i] > Number.NEGATIVE_INFINITY) sums[group[i]] += Math.exp(logs[i] - largest[group[i]])
  }
  return largest.map((most, i) => most + Math.log(sums[i]))
}

/** Cov^ans_N ≤ Cov_{N′} / (1 − N′/N), for 1 ≤ N′ < N; null elsewhere. */
export function answerBound(N: number, Nprime: number, coverageAtNprime: number): number | null {
  return Nprime >= 1 && Nprime < N ? coverageAtNprime / (1 - Nprime / N) : null
}

/**
 * The least of `answerBound` over N′, for N > 1; null elsewhere. Between two neighbouring values v of R the coverage is
 * constant and the divisor falls, so the least is N′ = 1 or the limit N′ ↓ e^v, which counts only what lies above v: no
 * other N′, such as N/2, can be better.
 * @param band half width of a band around the whole profile; the bound is then the one of the band's upper end
 */
export function bestAnswerBound(profile: CoverageProfile, N: number, band: number = 0): number | null {
  if (!(N > 1)) return null
  const { values, tail } = profile
  const logN = Math.log(N)
  let least = (coverageAt(profile, 1) + band) / -Math.expm1(-logN)
  for (let i = 0; i < values.length && values[i] >= threshold(values, 0); i++) {
    if (values[i] >= threshold(values, logN)) continue
    const above = i > 0 ? tail[i - 1] : 0
    least = Math.min(least, (above + band) / -Math.expm1(values[i] - logN))
  }
  return least
}
