/**
 * What the autoregressive linear model is trained on, as a finite automaton.
 *
 * A prefix matters only through its *state*: the state fixes the features of each possible next token, the teacher's
 * next-token distribution, and the state that follows. Features over the last `c` tokens, features of the prompt alone
 * and features of the whole prefix (one state per prefix) are all of this form, and one step of training, every
 * expectation over π_D and the sampler become loops over (state, token) *cells*, cell = state·V + token.
 */
export interface LinearTask {
  /** Vocabulary size V. */
  readonly vocabulary: number
  /** Feature dimension d. */
  readonly dimension: number
  /** Number of states S. */
  readonly states: number
  /** The prompts x ~ μ. Masses sum to 1; a response to a prompt has exactly `length` tokens. */
  readonly prompts: readonly Prompt[]
  /** φ, [S, V, d] row-major. */
  readonly features: Float64Array
  /** log π_D(token | state), [S, V], in nats; -Infinity where the teacher never writes the token. */
  readonly teacher: Float64Array
  /** The state after a token, [S, V]. */
  readonly next: Int32Array
  /** θ_0, [d]. */
  readonly start: Float64Array
  /** θ⋆ with π_θ⋆ = π_D, [d], where there is one. */
  readonly optimum?: Float64Array
}

export interface Prompt {
  /** μ(x). */
  readonly mass: number
  /** State before the first token. */
  readonly state: number
  /** Number of tokens of every response, at least 1. */
  readonly length: number
  /** How the prompt is called in the interface, e.g. "long". */
  readonly name: string
}
