import type { Stream } from '../../random/streams'
import type { DrawTables } from '../drawTables'
import { Arena } from './arena'
import { type Kernels, openKernels } from './kernels'
import { cellWords, promptWords } from './tableWords'

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

function place({ memory, free }: Kernels, tables: DrawTables): Placed {
  const size = tables.tokens.length
  const ofPrompts = promptWords(tables)
  const arena = new Arena(memory, free())
  const at = { prompts: arena.numbers(ofPrompts.length), cells: arena.numbers(3 * size) }
  arena.commit()
  const words = (address: number, length: number) => new Uint32Array(memory.buffer, address, length)
  words(at.prompts, ofPrompts.length).set(ofPrompts)
  words(at.cells, 2 * size).set(cellWords(tables))
  return { tables, ...at, counts: words(at.cells + 8 * size, size) }
}
