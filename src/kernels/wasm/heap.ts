/** Parts of a kernel's memory that are taken and given back in any order. */
export class Heap {
  /** In order of their addresses. */
  private readonly taken: { readonly from: number; readonly end: number }[] = []

  /** @param from first address that is free */
  constructor(private readonly from: number) {}

  /** What lies behind all that is taken. */
  get end(): number {
    return this.taken.at(-1)?.end ?? this.from
  }

  /** The first address behind which so many bytes are free; they are taken. */
  take(bytes: number): number {
    let from = this.from
    let at = 0
    for (; at < this.taken.length && this.taken[at].from - from < bytes; at++) from = this.taken[at].end
    this.taken.splice(at, 0, { from, end: from + bytes })
    return from
  }

  /** @param from what `take` has returned */
  giveBack(from: number): void {
    const at = this.taken.findIndex(part => part.from === from)
    if (at >= 0) this.taken.splice(at, 1)
  }
}
