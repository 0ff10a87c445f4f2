import type { Stream } from '../../random/streams'
import { base64 } from './built/visits'
import { instantiate } from './instantiate'

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

/** Visits to every cell, [S, V], of the first `count` sequences of a block; the array is overwritten by the next call. */
export type CountVisits = (stream: Stream, block: number, count: number) => Uint32Array

interface Exports {
  readonly memory: WebAssembly.Memory
  visits(
    seed: number,
    stream: number,
    i: number,
    count: number,
    prompts: number,
    X: number,
    cells: number,
    S: number,
    V: number,
  ): void
}

/** Before the tables lies what the module keeps for itself. */
const TABLES = 128
const PAGE = 65_536

/** Counts visits in WebAssembly, four sequences at once; null where that is not to be had. */
export function createVisits({
  prompts,
  states,
  lengths,
  tokens,
  next,
  vocabulary: V,
}: DrawTables): CountVisits | null {
  const exports = instantiate<Exports>(base64)
  if (!exports) return null
  const { memory, visits } = exports
  const X = prompts.length
  const cells = TABLES + 12 * X
  const counts = cells + 8 * tokens.length
  const missing = Math.ceil((counts + 4 * tokens.length) / PAGE) - memory.buffer.byteLength / PAGE
  if (missing > 0) memory.grow(missing)
  const words = new Uint32Array(memory.buffer)
  const rowOf = (state: number) => 4 * V * state
  words.set(prompts, TABLES / 4)
  for (let x = 0; x < X; x++) words.set([rowOf(states[x]), lengths[x]], TABLES / 4 + X + 2 * x)
  words.set(tokens, cells / 4)
  words.set(Uint32Array.from(next, rowOf), cells / 4 + tokens.length)
  const counted = words.subarray(counts / 4, counts / 4 + tokens.length)
  return (stream, block, count) => {
    counted.fill(0)
    visits(...stream.key, block, count, TABLES, X, cells, tokens.length / V, V)
    return counted
  }
}
