import type { DrawTables } from '../drawTables'

/** The prompts as assembly/visits.ts expects them; a row is named by where it begins, in bytes. */
export function promptWords({ prompts, states, lengths, vocabulary: V }: DrawTables): Uint32Array {
  const X = prompts.length
  const words = new Uint32Array(3 * X)
  words.set(prompts)
  for (let x = 0; x < X; x++) words.set([4 * V * states[x], lengths[x]], X + 2 * x)
  return words
}

/** The cells as it expects them; their counts, as many words as there are cells, are to stand behind. */
export function cellWords({ tokens, next, vocabulary: V }: DrawTables): Uint32Array {
  const words = new Uint32Array(2 * tokens.length)
  words.set(tokens)
  for (let cell = 0; cell < tokens.length; cell++) words[tokens.length + cell] = 4 * V * next[cell]
  return words
}
