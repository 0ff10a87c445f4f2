import type { Stream } from '../../random/streams'
import { Arena } from './arena'
import { type Kernels, openKernels } from './kernels'

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

interface Placed {
  readonly tables: DrawTables
  readonly prompts: number
  readonly cells: number
  /** The counts, in the kernels' memory. */
  readonly counts: Uint32Array
}

/** All samplers share one memory: they are many, live as long as they like, and their tables are small. */
let kernels: Kernels | null = null
let placed: Placed | null = null

/** Counts visits in WebAssembly, four sequences at once; null where there are no kernels (see `loadKernels`). */
export function createVisits(tables: DrawTables): CountVisits | null {
  kernels ??= openKernels()
  if (!kernels) return null
  const { visits } = kernels
  const { vocabulary: V, prompts, tokens } = tables
  return (stream, block, count) => {
    if (placed?.tables !== tables) placed = place(kernels!, tables)
    const { counts } = placed
    counts.fill(0)
    visits(...stream.key, block, count, placed.prompts, prompts.length, placed.cells, tokens.length / V, V)
    return counts
  }
}

/** The tables as assembly/visits.ts expects them; a row is named by where it begins, in bytes. */
function place({ memory, free }: Kernels, tables: DrawTables): Placed {
  const { prompts, states, lengths, tokens, next, vocabulary: V } = tables
  const X = prompts.length
  const size = tokens.length
  const arena = new Arena(memory, free())
  const at = { prompts: arena.numbers(3 * X), cells: arena.numbers(3 * size) }
  arena.commit()
  const rowOf = (state: number) => 4 * V * state
  const words = (address: number, length: number) => new Uint32Array(memory.buffer, address, length)
  words(at.prompts, X).set(prompts)
  const begun = words(at.prompts + 4 * X, 2 * X)
  for (let x = 0; x < X; x++) begun.set([rowOf(states[x]), lengths[x]], 2 * x)
  words(at.cells, size).set(tokens)
  words(at.cells + 4 * size, size).set(Uint32Array.from(next, rowOf))
  return { tables, ...at, counts: words(at.cells + 8 * size, size) }
}
