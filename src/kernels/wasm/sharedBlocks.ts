import { Heap } from './heap'
import { type Kernels, openKernels } from './kernels'

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
  /** Made anew when the memory grows: to make one takes as long as a small kernel. */
  private views: { readonly float32s: Float32Array; readonly float64s: Float64Array }

  constructor(readonly kernels: Kernels) {
    this.heap = new Heap(Math.ceil(kernels.free() / LINE) * LINE)
    this.views = this.viewed()
  }

  /** What stands in the memory; valid until the next block is taken. */
  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.kernels.memory.buffer, at, length)
  }

  /** The whole memory as numbers; valid as long. */
  get float32s(): Float32Array {
    return this.views.float32s
  }

  get float64s(): Float64Array {
    return this.views.float64s
  }

  /** A block of its own. */
  take(bytes: number): number {
    const { memory } = this.kernels
    const at = this.heap.take(Math.ceil(bytes / LINE) * LINE)
    const missing = this.heap.end - memory.buffer.byteLength
    if (missing > 0) {
      memory.grow(Math.ceil(missing / PAGE))
      this.views = this.viewed()
    }
    return at
  }

  private viewed() {
    const { buffer } = this.kernels.memory
    return { float32s: new Float32Array(buffer), float64s: new Float64Array(buffer) }
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
    this.words(at, words.length).set(words)
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

let common: SharedBlocks | null = null

/** The memory that all who are many and small have in common; null where there are no kernels (see `loadKernels`). */
export function commonBlocks(): SharedBlocks | null {
  if (!common) {
    const kernels = openKernels()
    common = kernels && new SharedBlocks(kernels)
  }
  return common
}

function equal(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
