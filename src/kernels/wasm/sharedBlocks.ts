import { Heap } from './heap'
import type { Kernels } from './kernels'

/** Bytes that blocks begin at multiples of. */
const LINE = 64
const PAGE = 65_536

interface Block {
  readonly words: Uint32Array
  readonly behind: number
  readonly at: number
  users: number
}

/** A kernel's memory, taken and given back block by block; what several write alike is there once. */
export class SharedBlocks {
  private readonly heap: Heap
  private readonly shared: Block[] = []

  constructor(private readonly kernels: Kernels) {
    this.heap = new Heap(Math.ceil(kernels.free() / LINE) * LINE)
  }

  /** A block of its own. Views of the memory from before may no longer be valid. */
  take(bytes: number): number {
    const { memory } = this.kernels
    const at = this.heap.take(Math.ceil(bytes / LINE) * LINE)
    const missing = this.heap.end - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
    return at
  }

  giveBack(at: number): void {
    this.heap.giveBack(at)
  }

  /**
   * A block that holds these words, which nobody changes, shared with everyone who asks for the same.
   * @param behind bytes of room behind them
   */
  share(words: Uint32Array, behind = 0): number {
    const known = this.shared.find(block => block.behind === behind && equal(block.words, words))
    if (known) {
      known.users++
      return known.at
    }
    const at = this.take(words.byteLength + behind)
    new Uint32Array(this.kernels.memory.buffer, at, words.length).set(words)
    this.shared.push({ words, behind, at, users: 1 })
    return at
  }

  release(at: number): void {
    const index = this.shared.findIndex(block => block.at === at)
    if (index < 0 || --this.shared[index].users > 0) return
    this.shared.splice(index, 1)
    this.giveBack(at)
  }
}

function equal(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
