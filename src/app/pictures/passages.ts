/** A stretch of a sentence that is set in one way. */
export interface Passage {
  /** Index of its first word. */
  readonly start: number
  readonly text: string
  /** Words that follow of themselves, a choice of the teacher, or a choice that it makes less often than not. */
  readonly kind: 'expected' | 'likely' | 'unlikely'
}

/** Probability from which a word follows of itself. */
const CERTAIN = 0.9

/** Expected words in a row beyond which a long sentence is shortened, and how many of them stay. */
const LONG = 6
const KEPT = 4

/** Words of a sentence that is shown in full. */
const SHORT = 40

/**
 * A sentence as passages; in a long one only the last few words of what leads up to a choice are kept.
 * @param probabilities of each word under the teacher, given those before it
 */
export function passagesOf(words: readonly string[], probabilities: ArrayLike<number>): Passage[] {
  const kinds = words.map((_, i): Passage['kind'] => {
    if (probabilities[i] >= CERTAIN) return 'expected'
    return probabilities[i] > 0.5 ? 'likely' : 'unlikely'
  })
  const passages: Passage[] = []
  for (let start = 0; start < words.length; ) {
    let end = start + 1
    while (end < words.length && kinds[end] === 'expected' && kinds[start] === 'expected') end++
    const own = words.slice(start, end)
    const shortened = words.length > SHORT && own.length > LONG
    passages.push({ start, kind: kinds[start], text: (shortened ? ['…', ...own.slice(-KEPT)] : own).join(' ') })
    start = end
  }
  return passages
}
