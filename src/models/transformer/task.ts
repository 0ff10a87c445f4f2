import type { TokenSequence } from './batch'
import type { TransformerShape } from './layout'

/** What a transformer learns: sequences of tokens from a teacher whose next-token distributions are known. */
export interface TokenTask {
  readonly shape: TransformerShape
  /** How each token is written, [V]. */
  readonly tokens: readonly string[]
  /** Whether they are words, so that responses can be read as sentences. */
  readonly readable?: boolean
  /** Kinds of prompts with their masses, which sum to 1; metrics are taken class by class. */
  readonly classes: readonly { readonly name: string; readonly mass: number }[]
  /** Kinds of candidates, e.g. the rule that a path obeys; empty where a prompt has none. */
  readonly kinds: readonly string[]
  /** Training sequence k of a step, from 0. */
  training(step: number, k: number): TokenSequence
  /** Held-out response m of a class, from 0. Never one of the training draws. */
  heldOut(classIndex: number, m: number): TaughtSequence
  /**
   * Prompt k of a step of post-training, of a class, with a response of the teacher: neither a training draw nor a held-out one.
   * @param seed of post-training, integer from 0 to 2^32 − 1
   */
  fresh(seed: number, classIndex: number, step: number, k: number): TaughtSequence
}

export interface TaughtSequence extends TokenSequence {
  /** π_D(· | x, y_<h) before each token of the response, as far as it is not 0; the token that follows is among them. */
  readonly teacher: readonly (readonly TaughtToken[])[]
  /** What the prompt may be answered with; null where nothing is rewarded. */
  readonly answers: Answers | null
}

/** The answers to one prompt. */
export interface Answers {
  /** Every valid response where they are few, else the taught one alone; that one comes first. */
  readonly candidates: readonly Candidate[]
  /** Whether every valid response is among them. Every rewarded one is in any case. */
  readonly complete: boolean
  /** Tokens that may come at each position of a response as far as its form goes. */
  readonly options: readonly (readonly number[])[]
  /** Judges any response. */
  verdict(response: readonly number[]): Verdict
}

export interface Candidate {
  readonly response: readonly number[]
  /** Index among the task's kinds. */
  readonly kind: number
  readonly rewarded: boolean
  /** π_D(response | prompt); 0 where the teacher never gives it. Every response that the teacher gives is a candidate. */
  readonly probability: number
}

/** `valid` without `rewarded`: of the right form, but not what the class asks for. */
export type Verdict = 'rewarded' | 'valid' | 'invalid'

export interface TaughtToken {
  readonly token: number
  readonly probability: number
}
