import type { TransformerShape } from './layout'

/**
 * Tokens that have been read, and what is kept of them so that others need not read them again. Whoever is given one owns it;
 * what others were extended from must stay as long as they do.
 */
export interface Read {
  readonly shape: TransformerShape
  /** Of the token after each row, [rows · V]; valid until the reader is used again. */
  logits(): Promise<Float32Array>
  /** Where equal rows share their logits: the row among those, for each one that was asked for. Known once those are. */
  readonly rowOf?: ArrayLike<number>
  /**
   * Reads on, P tokens of each continuation, all of a prompt's side by side. Every token looks at its prompt and at its own
   * continuation so far. What it is asked of stays as it is.
   * @param tokens by prompt, continuation (G ≥ 1 of them, as many as before) and position (P ≥ 1)
   * @throws RangeError for other numbers of continuations or tokens, or where the context ends
   */
  extend(tokens: Continuing): Continuation
  dispose(): void
}

/** By prompt, continuation and position. */
export type Continuing = readonly (readonly (readonly number[])[])[]

/** Prompts that have been read; its rows are those of their last tokens, one for each. */
export interface PromptsRead extends Read {
  /** Tokens of each prompt. */
  readonly lengths: readonly number[]
}

/** What has been read behind prompts; its rows are those that were read last, by prompt, continuation and position. */
export interface Continuation extends Read {
  /** Continuations of each prompt, G. */
  readonly groups: number
  /** Tokens of each continuation so far. */
  readonly depth: number
}

/** Reads tokens with fixed parameters, until `dispose`. */
export interface Reader {
  readonly shape: TransformerShape
  /** Where programs have to be compiled: has it done, many at a time. Otherwise the first who reads waits for one after another. */
  ready?(): Promise<void>
  /**
   * Reads prompts of any lengths together.
   * @throws RangeError without prompts, or for one that is empty or longer than the context
   */
  prompts(prompts: readonly (readonly number[])[]): PromptsRead
  dispose(): void
}

/** Tokens of each prompt. @throws RangeError as `prompts` of a reader */
export function lengthsOf({ context }: TransformerShape, prompts: readonly (readonly number[])[]): number[] {
  const lengths = prompts.map(({ length }) => length)
  if (prompts.length === 0 || Math.min(...lengths) < 1 || Math.max(...lengths) > context) {
    throw new RangeError(`A prompt needs 1 to ${context} tokens; these have ${lengths.join(', ') || 'none'}.`)
  }
  return lengths
}

/** What is read at a time of continuations. */
export interface Step {
  /** Continuations of each prompt, G, */
  readonly groups: number
  /** tokens that each had, */
  readonly before: number
  /** and those that are added to each, P. */
  readonly added: number
}

/**
 * @param lengths tokens of each prompt
 * @param before what was extended from prompts already; null for nothing
 * @throws RangeError as `extend` of what was read
 */
export function stepOf(
  { context }: TransformerShape,
  lengths: readonly number[],
  before: Pick<Continuation, 'groups' | 'depth'> | null,
  tokens: Continuing,
): Step {
  const G = tokens[0]?.length ?? 0
  const P = tokens[0]?.[0]?.length ?? 0
  const even = tokens.every(groups => groups.length === G && groups.every(({ length }) => length === P))
  if (!even || tokens.length !== lengths.length || G !== (before?.groups ?? G) || G < 1 || P < 1) {
    throw new RangeError('Every prompt needs equally many continuations, by equally many tokens, as many as before.')
  }
  const depth = before?.depth ?? 0
  const furthest = Math.max(...lengths) + depth + P
  if (furthest > context) {
    throw new RangeError(`The context ends after ${context} tokens; ${furthest} are to be read.`)
  }
  return { groups: G, before: depth, added: P }
}
