import type { Stream } from '../../random/streams'

/** The words of row (i, j) of a stream, one after the other. */
export class Words {
  /** @param next index of the first word */
  constructor(
    private readonly stream: Stream,
    private readonly i: number,
    private readonly j: number,
    private next = 0,
  ) {}

  /** A uniform integer from 0 to n − 1, to within 2^−32·n. */
  below(n: number): number {
    return Math.floor(this.stream.uniform(this.i, this.j, this.next++) * n)
  }

  /** The items in random order. */
  shuffled<T>(items: readonly T[]): T[] {
    const order = [...items]
    for (let k = order.length - 1; k > 0; k--) {
      const other = this.below(k + 1)
      ;[order[k], order[other]] = [order[other], order[k]]
    }
    return order
  }
}
