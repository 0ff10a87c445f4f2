import type { TokenSequence } from './batch'
import type { TransformerShape } from './layout'

/** What a transformer learns: sequences of tokens from a teacher whose next-token distributions are known. */
export interface TokenTask {
  readonly shape: TransformerShape
  /** How each token is written, [V]. */
  readonly tokens: readonly string[]
  /** Kinds of prompts with their masses, which sum to 1; metrics are taken class by class. */
  readonly classes: readonly { readonly name: string; readonly mass: number }[]
  /** Training sequence k of a step, from 0. */
  training(step: number, k: number): TokenSequence
  /** Held-out response m of a class, from 0. Never one of the training draws. */
  heldOut(classIndex: number, m: number): TaughtSequence
}

export interface TaughtSequence extends TokenSequence {
  /** π_D(· | x, y_<h) before each token of the response, as far as it is not 0; the token that follows is among them. */
  readonly teacher: readonly (readonly TaughtToken[])[]
}

export interface TaughtToken {
  readonly token: number
  readonly probability: number
}
