import { Stream } from '../../random/streams'
import type { Sentence } from '../model'
import { createSampler } from '../sequences/sampler'
import type { SequenceTask } from '../sequences/task'
import type { TransformerShape } from './layout'
import type { TaughtSequence, TokenTask } from './task'

/**
 * The same prompts and teacher as a table's, for a transformer: a token for each prompt, and one for each word however many
 * cells it stands in. Training sequences are, draw by draw, those of the table's sampler.
 * @param table must write its cells as words, those of one state all different where the teacher may choose them
 * @param seed integer from 0 to 2^32 − 1
 * @throws Error for a table without words
 */
export function sentenceTask(
  table: SequenceTask,
  sizes: Omit<TransformerShape, 'vocabulary' | 'context'>,
  seed: number,
) {
  const { vocabulary: V, prompts, teacher, words } = table
  if (!words) throw new Error('Sentences are made of words, and the cells of this task have none.')
  const vocabulary = [...new Set(words.filter((word, cell) => word !== '' && Number.isFinite(teacher[cell])))]
  const tokens = [...prompts.map(({ name }) => `⟨${name}⟩`), ...vocabulary]
  const index = new Map(vocabulary.map((word, i) => [word, prompts.length + i]))
  const tokenOf = Int32Array.from(words, word => index.get(word) ?? -1)
  const sampler = createSampler(table)
  const data = new Stream(seed, 'data')
  const held = new Stream(seed, 'evaluation')

  const taught = (x: number, cells: Int32Array): TaughtSequence => ({
    tokens: [x, ...Array.from(cells, cell => tokenOf[cell])],
    responseFrom: 1,
    teacher: Array.from(cells, cell => {
      const row = cell - (cell % V)
      return Array.from({ length: V }, (_, v) => ({
        token: tokenOf[row + v],
        probability: Math.exp(teacher[row + v]),
      })).filter(({ probability }) => probability > 0)
    }),
    answers: null,
  })

  return {
    shape: { vocabulary: tokens.length, context: 1 + Math.max(...prompts.map(({ length }) => length)), ...sizes },
    tokens,
    readable: true,
    classes: prompts.map(({ name, mass }) => ({ name, mass })),
    kinds: [],
    training(step, k) {
      const { prompt, cells } = sampler.sequence(data, step, k)
      return taught(prompt, cells)
    },
    // Block 0 belongs to held-out responses of all prompts together.
    heldOut: (x, m) => taught(x, sampler.response(held, 1 + x, m, x)),
    fresh: (own, x, step, k) =>
      taught(x, sampler.response(new Stream(own, 'postPrompts'), step, k * prompts.length + x, x)),
  } satisfies TokenTask
}

/** Responses that are written out where tokens are words. */
const SENTENCES = 64

/** The first of the held-out responses as they read, where the task says that they do. */
export function sentencesOf({ tokens: names, readable }: TokenTask, sequences: readonly TaughtSequence[]): Sentence[] {
  if (!readable) return []
  return sequences.slice(0, SENTENCES).map(({ tokens, responseFrom, teacher }, response) => {
    const own = tokens.slice(responseFrom)
    return {
      response,
      words: own.map(token => names[token]),
      probabilities: Float64Array.from(own, (written, h) => {
        return teacher[h].find(({ token }) => token === written)?.probability ?? 0
      }),
    }
  })
}
