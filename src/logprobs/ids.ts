import { BlockedColumn } from './blocks'

const LANES = [
  { start: 0x2545f491, times: 0x5851f42d, turn: 13 },
  { start: 0x6c8e9cf5, times: 0x14057b7f, turn: 19 },
] as const

/** Values that a hash takes: what a double can count. */
const HASHES = 2 ** 53

/** A hash of a text, an integer from 0 to 2^53 − 1. */
export function hash53(text: string): number {
  const [a, b] = LANES
  let low: number = a.start
  let high: number = b.start
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    low = turned(Math.imul(low ^ unit, a.times), a.turn)
    high = turned(Math.imul(high ^ unit, b.times), b.turn)
  }
  low = mixed(low ^ text.length)
  high = mixed(high ^ low)
  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}

function turned(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

/** Every bit of a word depends on every bit of the argument, and no two words become the same. */
function mixed(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x2c1b3c6d)
  const twice = Math.imul(once ^ (once >>> 13), 0x297a2d39)
  return twice ^ (twice >>> 15)
}

/** Upper bound on the probability that any two of n different texts share a hash: one for each pair. */
export function collisionProbability(n: number): number {
  return n < 2 ? 0 : Math.min(1, (n * (n - 1)) / 2 / HASHES)
}

/** Finds the row of an id. Ids are kept as hashes in typed arrays, 8 bytes a row and 4 to 16 for the slots. */
export class RowIndex {
  /** The hash of each row; −1 for a row without an id. */
  private readonly hashes = new BlockedColumn(rows => new Float64Array(rows), -1)
  /** Row + 1 by slot, 0 where it is free; as many as a power of two, at most four fifths of them taken. */
  private slots = new Int32Array(1024)
  private entries = 0

  /** Ids in the index. */
  get size(): number {
    return this.entries
  }

  /** The row of an id, or −1. */
  find(hash: number): number {
    return this.slots[this.slotOf(hash)] - 1
  }

  /** Enters a row under an id that `find` does not find. */
  add(hash: number, row: number): void {
    this.hashes.set(row, hash)
    this.slots[this.slotOf(hash)] = row + 1
    this.entries++
    if (this.entries > 0.8 * this.slots.length) this.grow()
  }

  private slotOf(hash: number): number {
    const mask = this.slots.length - 1
    let slot = hash & mask
    while (this.slots[slot] !== 0 && this.hashes.get(this.slots[slot] - 1) !== hash) slot = (slot + 1) & mask
    return slot
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Int32Array(2 * old.length)
    for (const entry of old) if (entry !== 0) this.slots[this.slotOf(this.hashes.get(entry - 1))] = entry
  }
}
