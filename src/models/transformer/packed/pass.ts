import type { Matrix, Room } from '../../../kernels/wasm/arena'
import type { TransformerShape } from '../layout'
import type { PackedChunk } from './batch'
import { type Block, type BlockRows, type Normalized, placeBlock, placeScratch, rowsOf, type Scratch } from './block'

/** Where everything lies that a chunk's pass works on. */
export interface Pass {
  readonly tokens: number
  readonly positions: number
  readonly targets: number
  readonly weights: number
  /** Of each layer. */
  readonly rows: readonly BlockRows[]
  readonly blocks: readonly Block[]
  readonly embedded: Matrix // [R, d]
  readonly last: Normalized // [Q, d]
  readonly logits: Matrix // [Q, V]
  /** Written by the loss, [Q]. */
  readonly probabilities: number
  readonly scratch: Scratch
  readonly dx: Matrix // [R, d]
}

export function placePass(room: Room, shape: TransformerShape, chunk: PackedChunk): Pass {
  const { width: d, layers, vocabulary } = shape
  const [R, Q] = [chunk.tokens.length, chunk.rows.length]
  const { all, predicting } = rowsOf(room, chunk)
  const rows = Array.from({ length: layers }, (_, layer) => (layer === layers - 1 ? predicting : all))
  const embedded = room.matrix(R, d)
  const blocks: Block[] = []
  let x = embedded
  for (const own of rows) {
    const block = placeBlock(room, shape, x, own)
    blocks.push(block)
    x = block.after
  }
  return {
    tokens: room.numbers(R),
    positions: room.numbers(R),
    targets: room.numbers(Q),
    weights: room.numbers(Q),
    rows,
    blocks,
    embedded,
    last: { x, moments: room.numbers(2 * Q), y: room.matrix(Q, d) },
    logits: room.matrix(Q, vocabulary),
    probabilities: room.numbers(Q),
    scratch: placeScratch(room, shape, all),
    dx: room.matrix(R, d),
  }
}
