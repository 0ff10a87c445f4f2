import type { Trie } from '../trie'

/** A path that none before it is equal to. */
export interface Distinct {
  /** What it stands behind. */
  readonly parent: number
  /** Its first tokens that one before it has as well, */
  readonly shared: number
  /** and that one's number; −1 where none are shared. */
  readonly from: number
  /** The rows of those that are its own, which follow each other: the first, and how many. */
  readonly row: number
  readonly rows: number
}

/**
 * The distinct ones among paths of so many tokens each, whose own rows come one after the other.
 * @returns `ids`: which of them each path is
 */
export function distinctOf({ previous, ends }: Trie, length: number): { distinct: readonly Distinct[]; ids: number[] } {
  const distinct: Distinct[] = []
  /** The distinct path that each row is of. */
  const owners: number[] = []
  const ids = ends.map(end => {
    const row = owners.length
    if (end < row) return owners[end]
    const before = previous[row]
    const from = before < 0 ? -1 : owners[before]
    const rows = end + 1 - row
    const parent = from < 0 ? -1 - before : distinct[from].parent
    const id = distinct.push({ parent, shared: length - rows, from, row, rows }) - 1
    for (let own = 0; own < rows; own++) owners.push(id)
    return id
  })
  return { distinct, ids }
}
