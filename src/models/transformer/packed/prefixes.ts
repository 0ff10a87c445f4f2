/** A sequence of tokens that none before it is equal to. */
export interface Distinct {
  /** Among its parents. */
  readonly parent: number
  /** Its first tokens that one before it has as well, behind the same parent, */
  readonly shared: number
  /** and that one's number; −1 where none are shared. */
  readonly from: number
  /** The row of its first token that is its own, among those of all distinct sequences. */
  readonly row: number
  readonly rows: number
}

/** Equally long sequences of tokens behind parents, without what they repeat. */
export interface Prefixes {
  readonly distinct: readonly Distinct[]
  /** Which of the distinct ones each sequence is. */
  readonly ids: Int32Array
  /** The row that each token of each sequence is read in, [sequences · length]; */
  readonly rowOf: Int32Array
  /** and where it stands in the sequences for the first time, by row. */
  readonly firstOf: readonly number[]
}

/**
 * What several sequences begin with is to be read once.
 * @param tokens [parents.length · length], in [0, V)
 * @param parents what each sequence stands behind, from 0
 */
export function prefixesOf(tokens: Int32Array, parents: ArrayLike<number>, length: number, V: number): Prefixes {
  const distinct: Distinct[] = []
  const ids = new Int32Array(parents.length)
  const rowOf = new Int32Array(tokens.length)
  const firstOf: number[] = []
  /** By row of a token, or parent, and the token that follows: its row. */
  const next = new Map<number, number>()
  /** The distinct sequence that each row is of. */
  const owners: number[] = []
  for (let i = 0; i < parents.length; i++) {
    const from = i * length
    let row = -1 - parents[i]
    let shared = 0
    for (; shared < length; shared++) {
      const known = next.get(row * V + tokens[from + shared])
      if (known === undefined) break
      row = known
      rowOf[from + shared] = row
    }
    if (shared === length) {
      ids[i] = owners[row]
      continue
    }
    ids[i] = distinct.length
    const own = { row: owners.length, rows: length - shared }
    distinct.push({ parent: parents[i], shared, from: shared > 0 ? owners[row] : -1, ...own })
    for (let at = from + shared; at < from + length; at++) {
      next.set(row * V + tokens[at], owners.length)
      row = owners.length
      rowOf[at] = row
      owners.push(ids[i])
      firstOf.push(at)
    }
  }
  return { distinct, ids, rowOf, firstOf }
}
