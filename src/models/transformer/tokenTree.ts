import { NONE } from './packing'

/** Places to begin with. */
const SMALLEST = 1024

/** Tokens to be read one after another, behind a place of the tree; `NONE` for the beginning. */
export interface Path {
  readonly after: number
  readonly tokens: readonly number[]
}

/** What paths added to the tree: rows that have to be read. */
export interface Grown {
  /** By row. */
  readonly places: readonly number[]
  readonly tokens: readonly number[]
  /** Row of each token of each path; those that begin alike share rows. */
  readonly rows: readonly (readonly number[])[]
}

/**
 * Tokens that have been read, each with the place of the one before it. Places are handed out again after they are released.
 */
export class TokenTree {
  /** By place: that before it, or `NONE`; and its token's position. */
  previous = new Uint32Array(0)
  positions = new Uint32Array(0)
  private readonly free: number[] = []

  constructor(private readonly vocabulary: number) {
    this.enlarge()
  }

  /** Places that there are, free or not. */
  get capacity(): number {
    return this.previous.length
  }

  /** Adds what has to be read for so many paths. */
  grow(paths: readonly Path[]): Grown {
    const places: number[] = []
    const tokens: number[] = []
    const known = new Map<number, number>()
    const rows = paths.map(({ after, tokens: own }) => {
      let place = after
      return own.map(token => {
        const key = place * this.vocabulary + token
        const row = known.get(key) ?? places.length
        if (row === places.length) {
          known.set(key, row)
          places.push(this.take(place))
          tokens.push(token)
        }
        place = places[row]
        return row
      })
    })
    return { places, tokens, rows }
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
