import { Arena, type Matrix } from '../../../kernels/wasm/arena'
import { Heap } from '../../../kernels/wasm/heap'
import { closeKernels, type Kernels } from '../../../kernels/wasm/kernels'
import type { TransformerShape } from '../layout'
import { type Block, type BlockRows, PackedBlocks, placeBlock, up } from './block'
import { PackedParameters } from './parameters'

/** Where that lies which is kept of tokens that were read. */
export interface Kept {
  readonly from: number
  /** By layer, a row for each token. */
  readonly layers: readonly { readonly k: Matrix; readonly v: Matrix }[]
  readonly rows: number
  readonly logits: Matrix // [rows, V]
  /** The row among the logits for each one that was asked for. */
  readonly rowOf: ArrayLike<number>
}

/** Rows that go through the blocks together. */
export interface Chunk {
  readonly tokens: ArrayLike<number>
  readonly positions: ArrayLike<number>
  /** Those that the last block goes on with, where these are not all of them, */
  readonly rows: ArrayLike<number>
  readonly predicting: BlockRows
  /** and those that the other ones do. */
  readonly all: BlockRows
  /** What comes of them. */
  readonly logits: Matrix
}

/** A transformer's forward pass on packed rows, with fixed parameters, and the memory for what is kept of it. */
export class PackedForward {
  readonly blocks: PackedBlocks
  private readonly parameters: PackedParameters
  private readonly heap: Heap

  /** @param kernels are closed with it */
  constructor(
    readonly kernels: Kernels,
    readonly shape: TransformerShape,
    theta: Float32Array,
  ) {
    const arena = new Arena(kernels.memory, kernels.free())
    this.parameters = new PackedParameters(kernels, shape, arena, false)
    this.blocks = new PackedBlocks(kernels, shape, this.parameters)
    arena.commit()
    this.parameters.write(arena, theta)
    this.heap = new Heap(arena.end)
  }

  /** Columns of a head, filled up. */
  get columns(): number {
    return up(this.shape.width / this.shape.heads, 8)
  }

  /** Room for what is kept of so many tokens; taken until it is given back. @param rows of logits */
  keep(tokens: number, rows: number, rowOf: ArrayLike<number>): Kept {
    const { width: d, layers, vocabulary } = this.shape
    const lay = (from: number) => {
      const arena = new Arena(this.kernels.memory, from)
      const own = Array.from({ length: layers }, () => ({ k: arena.matrix(tokens, d), v: arena.matrix(tokens, d) }))
      return { from, layers: own, rows, logits: arena.matrix(rows, vocabulary), rowOf, end: arena.end }
    }
    return lay(this.heap.take(lay(0).end))
  }

  giveBack({ from }: Kept): void {
    this.heap.giveBack(from)
  }

  /** Room for what is spent at once, behind all that is kept. */
  arena(): Arena {
    return new Arena(this.kernels.memory, this.heap.end)
  }

  /**
   * Reads a chunk.
   * @param arena has the chunk's own room
   * @param attend keeps the keys and values of a block's rows, and writes what the rows attend to
   */
  read(
    arena: Arena,
    { tokens, positions, rows, predicting, all, logits }: Chunk,
    attend: (block: Block, rows: BlockRows, layer: number) => void,
  ): void {
    const { kernels, parameters, blocks } = this
    const { width: d, layers, vocabulary } = this.shape
    const { wte, wpe, head, last } = parameters
    const [toTokens, toPositions] = [arena.numbers(all.R), arena.numbers(all.R)]
    const x = arena.matrix(all.R, d)
    // All blocks in the same room, and what they give where they have taken it from.
    const block = { ...placeBlock(arena, this.shape, x, all), after: x }
    const final = predicting.kept ? placeBlock(arena, this.shape, x, predicting) : block
    arena.commit()
    const write = (at: number, integers: ArrayLike<number>) => arena.integers(at, integers.length).set(integers)
    write(toTokens, tokens)
    write(toPositions, positions)
    if (predicting.kept) write(predicting.kept, rows)
    kernels.embed(toTokens, toPositions, all.R, d, wte.at, wpe.at, x.at, x.ld)
    for (const [layer, p] of parameters.blocks.entries()) {
      const [own, ownRows] = layer === layers - 1 ? [final, predicting] : [block, all]
      blocks.forward(p, own, ownRows, () => attend(own, ownRows, layer))
    }
    const { y } = final.between
    blocks.layerNorm(last, { ...final.between, x: final.after }, predicting.Q)
    kernels.product(y.at, y.ld, predicting.Q, d, head.transposed, vocabulary, 0, 0, logits.at, logits.ld)
  }

  /** A copy, [rows · V]. */
  logits({ rows, logits: { at, ld } }: Kept): Float32Array {
    const { vocabulary: V } = this.shape
    const logits = new Float32Array(rows * V)
    const all = this.arena().floats(at, (rows * ld) / 4)
    for (let row = 0; row < rows; row++) {
      for (let v = 0; v < V; v++) logits[row * V + v] = all[(row * ld) / 4 + v]
    }
    return logits
  }

  dispose(): void {
    closeKernels(this.kernels)
  }
}

/** The rows of a matrix from one on. */
export function rowsFrom({ at, ld }: Matrix, row: number): Matrix {
  return { at: at + row * ld, ld }
}
