import type { Continuing } from './reader'

/** Tokens to be read one after another, at least one. */
export interface Path {
  /** What they stand behind, by an integer from 0. */
  readonly after: number
  readonly tokens: readonly number[]
}

/** Tokens of paths that begin alike behind the same, each of them once: a row for every node, in order of the paths. */
export interface Trie {
  /** By row. */
  readonly tokens: readonly number[]
  /** By row: the one before it, or −1 − `after` where a path begins. */
  readonly previous: readonly number[]
  /** The row of each token, path after path; */
  readonly rowOf: readonly number[]
  /** and of the last one of each path. */
  readonly ends: readonly number[]
}

/** @param vocabulary V; all tokens are in [0, V) */
export function trieOf(paths: readonly Path[], vocabulary: number): Trie {
  const tokens: number[] = []
  const previous: number[] = []
  const rowOf: number[] = []
  /** By what is before a token, and the token. */
  const known = new Map<number, number>()
  const ends = paths.map(({ after, tokens: own }) => {
    let last = -1 - after
    for (const token of own) {
      const key = last * vocabulary + token
      let row = known.get(key)
      if (row === undefined) {
        row = tokens.push(token) - 1
        previous.push(last)
        known.set(key, row)
      }
      rowOf.push(row)
      last = row
    }
    return last
  })
  return { tokens, previous, rowOf, ends }
}

/**
 * @param prompts what stands for each prompt
 * @param before what stands for each continuation that is read on; null where they begin
 */
export function pathsOf(
  tokens: Continuing,
  prompts: ArrayLike<number>,
  before: ArrayLike<number> | null,
): readonly Path[] {
  return tokens.flatMap((groups, b) =>
    groups.map((own, g) => ({ after: before ? before[b * groups.length + g] : prompts[b], tokens: own })),
  )
}
