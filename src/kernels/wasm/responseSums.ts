import { commonBlocks, type SharedBlocks } from './sharedBlocks'

/** Responses by the cells that they visit: entry i visits cells[j], counts[j] times, for j = offsets[i] … offsets[i + 1] − 1. */
export interface Visits {
  readonly offsets: Int32Array
  readonly cells: Int32Array
  readonly counts: Float64Array
}

const WORD = 4
const NUMBER = 8

/** Sums along responses, which stand in the kernels' memory until they are disposed of. */
export class ResponseSums {
  private readonly entries: number
  /** Where their visits stand, and room for the values of the cells and for the sums. */
  private readonly visits: number
  private readonly room: number
  private readonly call: (values: number, sums: number) => void

  /** Null where there are no kernels (see `loadKernels`). @param cells number of cells that there are */
  static open(visits: Visits, cells: number): ResponseSums | null {
    const blocks = commonBlocks()
    return blocks && new ResponseSums(blocks, visits, cells)
  }

  private constructor(
    private readonly blocks: SharedBlocks,
    { offsets, cells, counts }: Visits,
    private readonly size: number,
  ) {
    this.entries = offsets.length - 1
    // The counts come first: they begin where numbers of eight bytes may.
    const words = new Uint32Array(2 * counts.length + cells.length + offsets.length)
    new Float64Array(words.buffer, 0, counts.length).set(counts)
    for (let j = 0; j < cells.length; j++) words[2 * counts.length + j] = 2 * NUMBER * cells[j]
    words.set(offsets, 2 * counts.length + cells.length)
    this.visits = blocks.share(words)
    this.room = blocks.take(2 * NUMBER * size + 2 * WORD * this.entries)
    const ofCells = this.visits + NUMBER * counts.length
    const ofOffsets = ofCells + WORD * cells.length
    const { sumAlong } = blocks.kernels
    this.call = (values, sums) =>
      sumAlong(ofOffsets, this.entries, ofCells, this.visits, values, sums, sums + WORD * this.entries)
  }

  /** Sums of two values of each cell, in float64 and then rounded, [entries]. */
  of(first: Float64Array, second: Float64Array): [Float32Array, Float32Array] {
    const { blocks, entries, size, room } = this
    const sums = room + 2 * NUMBER * size
    const { float64s, float32s } = blocks
    for (let cell = 0, at = room / NUMBER; cell < size; cell++) {
      float64s[at++] = first[cell]
      float64s[at++] = second[cell]
    }
    this.call(room, sums)
    const from = sums / WORD
    return [float32s.slice(from, from + entries), float32s.slice(from + entries, from + 2 * entries)]
  }

  dispose(): void {
    this.blocks.release(this.visits)
    this.blocks.giveBack(this.room)
  }
}
