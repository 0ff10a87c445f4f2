import { commonBlocks, type SharedBlocks } from './sharedBlocks'

/** Responses by the cells that they visit: entry i visits cells[j], counts[j] times, for j = offsets[i] … offsets[i + 1] − 1. */
export interface Visits {
  readonly offsets: Int32Array
  readonly cells: Int32Array
  readonly counts: Float64Array
}

/** Visits of which some are to pairs, so that what is visited in a row again and again is summed once. */
export interface PairedVisits extends Visits {
  /** The two that each pair consists of, cells or pairs before it, [P, 2]. Pairs are numbered behind the cells. */
  readonly pairs: Int32Array
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
  private readonly pairs: Int32Array
  /** Number of cells and pairs. */
  private readonly size: number

  /** Null where there are no kernels (see `loadKernels`). @param cellCount number of cells that there are */
  static open(visits: PairedVisits, cellCount: number): ResponseSums | null {
    const blocks = commonBlocks()
    return blocks && new ResponseSums(blocks, visits, cellCount)
  }

  private constructor(
    private readonly blocks: SharedBlocks,
    { offsets, cells, counts, pairs }: PairedVisits,
    private readonly cellCount: number,
  ) {
    const entries = offsets.length - 1
    const size = cellCount + pairs.length / 2
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
    this.pairs = pairs
    this.size = size
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

  /** Sums of a value of each cell, in float64 and then rounded. @param into [entries], is overwritten and returned */
  of(cellValues: Float64Array, into: Float32Array): Float32Array {
    const sums = this.sum(cellValues, cellValues)
    into.set(this.read(sums))
    return into
  }

  /** Those of two values at once. */
  ofBoth(first: Float64Array, second: Float64Array, intoFirst: Float32Array, intoSecond: Float32Array): void {
    const sums = this.sum(first, second)
    intoFirst.set(this.read(sums))
    intoSecond.set(this.read(sums + WORD * this.entries))
  }

  /** @returns where the sums stand */
  private sum(first: Float64Array, second: Float64Array): number {
    const { blocks, pairs, room } = this
    const { float64s } = blocks
    const values = room / NUMBER
    let at = values
    for (let cell = 0; cell < this.cellCount; cell++) {
      float64s[at++] = first[cell]
      float64s[at++] = second[cell]
    }
    for (let p = 0; p < pairs.length; p += 2) {
      const one = values + 2 * pairs[p]
      const other = values + 2 * pairs[p + 1]
      float64s[at++] = float64s[one] + float64s[other]
      float64s[at++] = float64s[one + 1] + float64s[other + 1]
    }
    const sums = room + 2 * NUMBER * this.size
    this.call(room, sums)
    return sums
  }

  private read(sums: number): Float32Array {
    const from = sums / WORD
    return this.blocks.float32s.subarray(from, from + this.entries)
  }

  dispose(): void {
    this.blocks.release(this.visits)
    this.blocks.giveBack(this.room)
  }
}
