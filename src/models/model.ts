import type { Stratum } from '../coverage/bands'
import type { AnswerTable } from './sequences/answers'
import type { Landmark } from './sequences/task'

export type { Stratum } from '../coverage/bands'
export type { AnswerTable } from './sequences/answers'

/** How a number came about: `exact` numbers carry no band. */
export interface Exactness {
  readonly exact: boolean
  /** In words for the page, e.g. "by enumeration of 16,384 responses". */
  readonly how: string
}

export type Metric = 'kl' | 'crossEntropy' | 'coverage' | 'stoppedKl' | 'hellinger' | 'inherentVariance'

/** What is fixed for a whole run. All logs natural, all divergences in nats. */
export interface Description {
  /** Number of trained parameters. */
  readonly parameters: number
  /** Number of responses behind each evaluation's arrays: enumerated ones, or M held-out samples. */
  readonly responses: number
  /** Probability of each response, summing to 1; null when they are equally weighted samples. */
  readonly weights: Float64Array | null
  /** The parts of the distribution that are known from samples only; none where the arrays hold all responses. */
  readonly strata: readonly Stratum[]
  /** log π_D(y|x) of each response, nats: with R it gives log π̂. */
  readonly logTeacher: Float64Array
  /** Index of each response's prompt. */
  readonly prompt: Uint16Array
  readonly promptNames: readonly string[]
  /** The first held-out responses as they read, where tokens are words; else empty. */
  readonly sentences: readonly Sentence[]
  readonly exactness: Readonly<Record<Metric, Exactness>>
  /** CE(π_D), the entropy of the teacher's responses, nats. */
  readonly teacherEntropy: number
  /** σ⋆², Eq. 8; null for models without features. */
  readonly inherentVariance: number | null
  /** Largest feature norm max ‖φ‖; null for models without features. */
  readonly featureNorm: number | null
  /** Longest response, H. */
  readonly longest: number
  /** Parameters with which the model is the teacher, where there are any. */
  readonly optimum: Float64Array | null
  /** Points of parameter space that the scenario's construction names. */
  readonly landmarks: readonly Landmark[]
  /** What the answers' log ratios are about (Sec. 7.1); null without answers. */
  readonly answers: AnswerTable | null
  /** The responses that are scored prompt by prompt; null where nothing is rewarded. */
  readonly candidates: CandidateTable | null
}

/** Responses that a prompt may be answered with, all prompts one after the other; C of them. */
export interface CandidateTable {
  /** E.g. the rules that a path may obey. */
  readonly kinds: readonly string[]
  /** Index of the held-out response to the same prompt, ascending; each response is the first of its prompt's candidates, [C]. */
  readonly response: Uint32Array
  /** Index among the kinds, [C]. */
  readonly kind: Uint8Array
  /** 1 where it is rewarded, [C]. Every rewarded response is a candidate. */
  readonly rewarded: Uint8Array
  /** log π_D of each candidate, nats; −∞ where the teacher never gives it. Every response that it gives is a candidate, [C]. */
  readonly logTeacher: Float64Array
  /** 1 where every valid response to the prompt is a candidate, by held-out response. */
  readonly complete: Uint8Array
  /** The held-out responses whose prompts are looked at step by step. */
  readonly watched: Uint32Array
  /** The held-out responses whose prompts are answered by samples too, */
  readonly sampled: Uint32Array
  /** and how many samples each gets. */
  readonly draws: number
}

/** The model on the candidates. */
export interface CandidateScores {
  /** log π̂ of each candidate, nats, [C]. */
  readonly logProbs: Float32Array
  /**
   * π̂ of each option after each candidate's prefix: for every watched prompt, for every candidate of it, for every position,
   * one number for each option there.
   */
  readonly ways: Float32Array
  /** How many of the samples were rewarded, and how many at least valid, by sampled prompt. */
  readonly rewarded: Uint16Array
  readonly valid: Uint16Array
}

/** A response word by word. */
export interface Sentence {
  /** Index among the evaluation's arrays. */
  readonly response: number
  readonly words: readonly string[]
  /** π_D of each word, given those before it. */
  readonly probabilities: Float64Array
}

/** The model measured against π_D. The arrays have one entry per response of the description. */
export interface Evaluation {
  /** E[−log π̂(y|x)], nats per sequence. */
  readonly crossEntropy: number
  /** KL(π_D‖π̂), nats per sequence. */
  readonly kl: number
  /** Standard error of `kl`, nats; 0 where it is exact. */
  readonly klError: number
  /** KL of the first h tokens, h = 1 … H, nats, [H]; ends at `kl`. */
  readonly klByPosition: Float64Array
  /** D_H² averaged over prompts. */
  readonly hellinger: number
  /** log W = sup of the log density ratio over all responses, nats; Infinity also where it is not known. */
  readonly supLogRatio: number
  /** R(x,y) = log π_D(y|x) − log π̂(y|x), nats. */
  readonly logRatios: Float32Array
  /** Σ_h KL(π_D(·|x,y_<h)‖π̂(·|x,y_<h)) along the response, nats. */
  readonly pathKl: Float32Array
  /** log π_D(answer|x) − log π̂(answer|x) for every entry of the description's answers, nats; null where there are none. */
  readonly answerLogRatios: Float32Array | null
  /** Null where there are no candidates. */
  readonly candidates: CandidateScores | null
}

/** What a sweep looks at. */
export type Essentials = Pick<Evaluation, 'kl' | 'crossEntropy' | 'logRatios'>

/** Measures parameters against π_D, until it is disposed of. */
export interface Evaluator {
  readonly description: Description
  evaluate(parameters: ArrayLike<number>): Evaluation
  /** The same numbers as `evaluate`, without what the others cost. */
  essentials(parameters: ArrayLike<number>): Essentials
  dispose(): void
}
