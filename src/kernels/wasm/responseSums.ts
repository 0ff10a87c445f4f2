import { commonBlocks, type SharedBlocks } from './sharedBlocks'

/** Responses by the cells that they visit: entry i visits cells[j], counts[j] times, for j = offsets[i] … offsets[i + 1] − 1. */
export interface Visits {
  readonly offsets: Int32Array
  readonly cells: Int32Array
  readonly counts: Float64Array
}

const HALF = 2
const WORD = 4
const NUMBER = 8

/** So many cells have numbers of two bytes. */
const MOST_NUMBERED = 2 ** 16

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
    const entries = offsets.length - 1
    // Samples come last, and visit a cell once at a time where states tell positions apart.
    const lastCounted = size > MOST_NUMBERED ? cells.length - 1 : counts.findLastIndex(count => count !== 1)
    const counted = offsets.findIndex(from => from > lastCounted)
    const [before, all] = [offsets[counted], cells.length]
    const words = new Uint32Array(offsets.length + 2 * before + Math.ceil((all - before) / 2))
    words.set(offsets)
    const floats = new Float32Array(words.buffer)
    for (let j = 0, at = offsets.length; j < before; j++) {
      words[at++] = 2 * NUMBER * cells[j]
      floats[at++] = counts[j]
    }
    new Uint16Array(words.buffer).set(cells.subarray(before), (WORD / HALF) * (offsets.length + 2 * before))
    this.entries = entries
    this.visits = blocks.share(words)
    this.room = blocks.take(2 * NUMBER * size + 2 * WORD * entries)
    const { sumAlong } = blocks.kernels
    const ofVisits = this.visits + WORD * offsets.length
    // Offsets go on from those before, which take two words each.
    const ofOnce = ofVisits + (2 * WORD - HALF) * before
    this.call = (values, sums) => {
      const second = sums + WORD * entries
      const behind = WORD * counted
      if (counted > 0) sumAlong(this.visits, counted, ofVisits, values, sums, second, 0)
      if (counted < entries)
        sumAlong(this.visits + behind, entries - counted, ofOnce, values, sums + behind, second + behind, 1)
    }
  }

  /** Sums of a value of each cell, in float64 and then rounded, [entries]. */
  of(cellValues: Float64Array): Float32Array {
    return this.read(this.sum(cellValues, cellValues), this.entries)
  }

  /** Those of two values at once; one array holds both, since to make another takes as long as the sums. */
  ofBoth(first: Float64Array, second: Float64Array): [Float32Array, Float32Array] {
    const { entries } = this
    const both = this.read(this.sum(first, second), 2 * entries)
    return [both.subarray(0, entries), both.subarray(entries)]
  }

  /** @returns where the sums stand */
  private sum(first: Float64Array, second: Float64Array): number {
    const { blocks, size, room } = this
    const { float64s } = blocks
    for (let cell = 0, at = room / NUMBER; cell < size; cell++) {
      float64s[at++] = first[cell]
      float64s[at++] = second[cell]
    }
    const sums = room + 2 * NUMBER * size
    this.call(room, sums)
    return sums
  }

  private read(sums: number, count: number): Float32Array {
    const from = sums / WORD
    return this.blocks.float32s.slice(from, from + count)
  }

  dispose(): void {
    this.blocks.release(this.visits)
    this.blocks.giveBack(this.room)
  }
}
