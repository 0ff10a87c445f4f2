/**
 * What is learned, as a finite automaton.
 *
 * A prefix matters only through its *state*: the state fixes the teacher's next-token distribution, the model's, and the
 * state that follows. Features over the last `c` tokens, features of the prompt alone and features of the whole prefix (one
 * state per prefix) are all of this form, and one step of training, every expectation over π_D and the sampler become loops
 * over (state, token) *cells*, cell = state·V + token.
 */
export interface SequenceTask {
  /** Vocabulary size V. */
  readonly vocabulary: number
  /** Number of states S. */
  readonly states: number
  /** The prompts x ~ μ. Masses sum to 1; a response to a prompt has exactly `length` tokens. */
  readonly prompts: readonly Prompt[]
  /** log π_D(token | state), [S, V], in nats; -Infinity where the teacher never writes the token. */
  readonly teacher: Float64Array
  /** The state after a token, [S, V]. */
  readonly next: Int32Array
  /** Probability of each prompt among the training sequences, where that is conditioned on an event; μ otherwise. */
  readonly training?: readonly number[]
  /** The answer that a response gives, read off the state in which it ends. */
  readonly answers?: Answers
  /** How each cell's token is written, [S, V], where responses are sentences. */
  readonly words?: readonly string[]
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

export interface Answers {
  readonly names: readonly string[]
  /** Index of the answer by final state, [S]; −1 where no response ends. */
  readonly ofState: Int32Array
}

export interface Landmark {
  readonly name: string
  /** Coordinates, [d]. */
  readonly at: readonly number[]
}

/** A set of models over a task's cells, and how one of them is chosen from data without steps. */
export interface ModelClass {
  /** Parameters before any data. */
  readonly start: Float64Array
  /**
   * log π(token | state) at the given parameters, [S, V], nats.
   * @param room may be overwritten and returned, by a class that would make an array for it
   */
  logProbabilities(parameters: ArrayLike<number>, room?: Float64Array<ArrayBuffer>): Float64Array
  /**
   * Parameters of a model of largest likelihood. What the data leave free stays as it is at the start.
   * @param counts visits to every cell in the data, [S, V]
   */
  maximumLikelihood(counts: Float64Array): Float64Array
  /** Parameters of the model that wins the tournament (Eq. 28–29) on the same data, where the class is small enough. */
  tournament?(counts: Float64Array): Float64Array
}

/** H, the number of tokens of the longest response. */
export function longestResponse(task: SequenceTask): number {
  return task.prompts.reduce((longest, { length }) => Math.max(longest, length), 0)
}
