import { packedChunks } from './batch'
import { rowsOf, up } from './block'
import { type Kept, type PackedForward, rowsFrom } from './forward'

/** Prompts, each once; rows of one follow each other. */
export interface KeptPrompts extends Kept {
  /** Tokens of each, */
  readonly lengths: readonly number[]
  /** and its first row. */
  readonly starts: readonly number[]
  /** Which of them is meant by each one that was given. */
  readonly ids: readonly number[]
}

/** Reads prompts of any lengths, equal ones once. @param prompts 1 to `context` tokens each */
export function readPrompts(forward: PackedForward, prompts: readonly (readonly number[])[]): KeptPrompts {
  const { kernels, blocks, columns } = forward
  const { distinct, ids } = distinctPrompts(prompts)
  const lengths = distinct.map(({ length }) => length)
  const starts: number[] = []
  let tokens = 0
  for (const length of lengths) {
    starts.push(tokens)
    tokens += length
  }
  const kept = { ...forward.keep(tokens, distinct.length, ids), lengths, starts, ids }
  // Of each of them it is asked what follows, whatever that is.
  const sequences = distinct.map(prompt => ({ tokens: [...prompt, 0], responseFrom: prompt.length }))
  let [row, predicted] = [0, 0]
  for (const chunk of packedChunks(sequences, 1)) {
    const arena = forward.arena()
    const longest = Math.max(...chunk.sequences.map(({ length }) => length))
    const room = arena.numbers(2 * columns * up(longest, 8))
    const logits = rowsFrom(kept.logits, predicted)
    forward.read(arena, { ...chunk, ...rowsOf(arena, chunk), logits }, (block, rows, layer) => {
      for (const name of ['k', 'v'] as const) {
        const { at, ld } = rowsFrom(kept.layers[layer][name], row)
        kernels.append(0, 0, block[name].at, rows.R * ld, at)
      }
      blocks.attend(block, rows, room)
    })
    row += chunk.tokens.length
    predicted += chunk.rows.length
  }
  return kept
}

function distinctPrompts(prompts: readonly (readonly number[])[]) {
  const numbers = new Map<string, number>()
  const distinct: (readonly number[])[] = []
  const ids = prompts.map(prompt => {
    const key = prompt.join()
    const id = numbers.get(key) ?? distinct.push(prompt) - 1
    numbers.set(key, id)
    return id
  })
  return { distinct, ids }
}
