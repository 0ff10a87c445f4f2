import { NONE } from './packing'
import type { Trie } from './trie'

/** Places to begin with. */
const SMALLEST = 1024

/** Tokens that have been read, each with the place of the one before it. Places are handed out again after they are released. */
export class TokenTree {
  /** By place: that before it, or `NONE`; and its token's position. */
  previous = new Uint32Array(0)
  positions = new Uint32Array(0)
  private readonly free: number[] = []

  constructor() {
    this.enlarge()
  }

  /** Places that there are, free or not. */
  get capacity(): number {
    return this.previous.length
  }

  /** @param trie of paths behind places, or behind `NONE` @returns the place of each of its rows */
  grow({ previous }: Trie): number[] {
    const places: number[] = []
    for (const row of previous) places.push(this.take(row < 0 ? -1 - row : places[row]))
    return places
  }

  release(places: readonly number[]): void {
    for (const place of places) this.free.push(place)
  }

  private take(previous: number): number {
    if (this.free.length === 0) this.enlarge()
    const place = this.free.pop()!
    this.previous[place] = previous
    this.positions[place] = previous === NONE ? 0 : this.positions[previous] + 1
    return place
  }

  private enlarge(): void {
    const before = this.capacity
    const after = Math.max(SMALLEST, 2 * before)
    const larger = (list: Uint32Array) => {
      const all = new Uint32Array(after)
      all.set(list)
      return all
    }
    this.previous = larger(this.previous)
    this.positions = larger(this.positions)
    // The lowest ones first.
    for (let place = after - 1; place >= before; place--) this.free.push(place)
  }
}
