/** How sequences are drawn, by inverse CDF in integers: a draw falls to the first outcome whose threshold exceeds it. */
export interface DrawTables {
  /** Upper ends of the prompts' shares of 0 … 2^32 − 1, [X]. */
  readonly prompts: Uint32Array
  /** State that each prompt begins in, and tokens of its responses, [X]. */
  readonly states: ArrayLike<number>
  readonly lengths: ArrayLike<number>
  /** Upper ends of the tokens' shares at every state, [S, V]. */
  readonly tokens: Uint32Array
  /** State that each cell leads to, [S, V]. */
  readonly next: ArrayLike<number>
  readonly vocabulary: number
}
