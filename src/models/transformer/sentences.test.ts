import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { decodeLink } from '../../config/link'
import { openBackend } from '../../engine/backend'
import { runToEnd } from '../../engine/run'
import { Stream } from '../../random/streams'
import { scenarioOf } from '../../scenarios/registry'
import { logProbabilities } from '../linear/logProbabilities'
import { createSampler } from '../sequences/sampler'
import type { SequenceTask } from '../sequences/task'
import { isLanguage, isLinear } from '../task'
import { sentenceTask } from './sentences'
import type { TaughtSequence, TokenTask } from './task'

const sizes = { width: 8, layers: 1, heads: 1 }

/** The pivotal tokens of a link, as a table and as sentences. */
function tasksOf(link: string) {
  const { config } = decodeLink(`scenario=pivotal-tokens&model=transformer&${link}`)
  const table = scenarioOf({ ...config, model: 'linear' }).build(config.values)
  const task = scenarioOf(config).build(config.values)
  if (!isLinear(table) || !isLanguage(task)) throw new Error('A table and a language task were to be built.')
  return { table, task, seed: config.values.seed }
}

const wordsOf = ({ tokens: names }: TokenTask, { tokens, responseFrom }: TaughtSequence) =>
  tokens.slice(responseFrom).map(token => names[token])

/** The cells of a sentence, found word by word. */
function cellsOf(table: SequenceTask, words: readonly string[]): number[] {
  let { state } = table.prompts[0]
  return words.map(word => {
    const v = table.words!.slice(state * table.vocabulary, (state + 1) * table.vocabulary).indexOf(word)
    const cell = state * table.vocabulary + v
    expect(v, word).toBeGreaterThanOrEqual(0)
    state = table.next[cell]
    return cell
  })
}

describe.each(['H=32&P=8', 'H=7&P=7&B=0.5&seed=4', 'H=40&P=1&B=1'])('sentences of ?%s', link => {
  const { table, task, seed } = tasksOf(link)

  it('have the probabilities that the linear model has at its optimum', () => {
    const logProbs = logProbabilities(table, table.optimum!)
    for (let m = 0; m < 100; m++) {
      const sentence = task.heldOut(0, m)
      const cells = cellsOf(table, wordsOf(task, sentence))
      expect(cells).toHaveLength(table.prompts[0].length)
      const log = sentence.teacher.reduce((sum, taught, h) => {
        expect(taught.reduce((total, { probability }) => total + probability, 0)).toBeCloseTo(1, 12)
        expect(new Set(taught.map(({ token }) => token)).size).toBe(taught.length)
        const own = taught.find(({ token }) => token === sentence.tokens[1 + h])!
        return sum + Math.log(own.probability)
      }, 0)
      expect(log).toBeCloseTo(
        cells.reduce((sum, cell) => sum + logProbs[cell], 0),
        10,
      )
    }
  })

  it('are, draw by draw, those that the linear model learns from, and others are held out', () => {
    const expected = createSampler(table).sequences(new Stream(seed, 'data'), 5, 8)
    expected.forEach((cells, k) => {
      const { tokens, responseFrom } = task.training(5, k)
      expect(tokens.slice(responseFrom).map(token => task.tokens[token])).toEqual(
        Array.from(cells, cell => table.words![cell]),
      )
    })
    const all = (draw: (k: number) => { tokens: readonly number[] }) =>
      Array.from({ length: 30 }, (_, k) => draw(k).tokens.join(' '))
    expect(all(k => task.training(1, k))).not.toEqual(all(k => task.heldOut(0, k)))
  })

  it('begin with a token of their own, and fill the context', () => {
    const { shape, tokens, classes } = task
    expect(classes).toEqual([{ name: 'a sentence', mass: 1 }])
    expect(tokens[0]).toBe('⟨a sentence⟩')
    expect(new Set(tokens).size).toBe(tokens.length)
    expect(shape).toMatchObject({ vocabulary: tokens.length, context: 1 + table.prompts[0].length })
    expect(task.heldOut(0, 0).tokens[0]).toBe(0)
    expect(task.heldOut(0, 0).tokens).toHaveLength(shape.context)
  })
})

it('choose as often as the teacher does, in training and held out', () => {
  const { table, task } = tasksOf('H=4&P=4&B=2&seed=3')
  const logProbs = logProbabilities(table, table.optimum!)
  const draws = 4000
  for (const draw of [(i: number) => task.training(Math.floor(i / 16), i % 16), (i: number) => task.heldOut(0, i)]) {
    const seen = new Map<string, number>()
    for (let i = 0; i < draws; i++) {
      const { tokens, responseFrom } = draw(i)
      const sentence = tokens
        .slice(responseFrom)
        .map(token => task.tokens[token])
        .join(' ')
      seen.set(sentence, (seen.get(sentence) ?? 0) + 1)
    }
    expect(seen.size).toBe(16)
    let statistic = 0
    for (const [sentence, count] of seen) {
      const cells = cellsOf(table, sentence.split(' '))
      const mean = draws * Math.exp(cells.reduce((sum, cell) => sum + logProbs[cell], 0))
      expect(mean).toBeGreaterThan(10)
      statistic += (count - mean) ** 2 / mean
    }
    // Chi-square with 15 degrees of freedom exceeds this with probability 1e-5; the seed is fixed.
    expect(statistic).toBeLessThan(50.5)
  }
})

it('keep several prompts apart, by mass, length and first token', () => {
  const half = Math.log(0.5)
  const table: SequenceTask = {
    vocabulary: 2,
    states: 2,
    prompts: [
      { mass: 0.75, state: 0, length: 1, name: 'short' },
      { mass: 0.25, state: 1, length: 3, name: 'long' },
    ],
    teacher: Float64Array.of(half, half, 0, Number.NEGATIVE_INFINITY),
    next: Int32Array.of(0, 0, 1, 1),
    words: ['yes', 'no', 'so', 'never'],
  }
  const task = sentenceTask(table, sizes, 7)
  expect(task.tokens).toEqual(['⟨short⟩', '⟨long⟩', 'yes', 'no', 'so'])
  expect(task.heldOut(1, 0)).toEqual({
    tokens: [1, 4, 4, 4],
    responseFrom: 1,
    teacher: Array.from({ length: 3 }, () => [{ token: 4, probability: 1 }]),
    answers: null,
  })
  const long = Array.from({ length: 4000 }, (_, k) => task.training(0, k)).filter(({ tokens }) => tokens[0] === 1)
  // A quarter of 4,000, within 1e-5.
  expect(Math.abs(long.length - 1000)).toBeLessThan(4.42 * Math.sqrt(750))
  const { words: _, ...wordless } = table
  expect(() => sentenceTask(wordless, sizes, 7)).toThrow('made of words')
})

describe('a transformer that learns sentences', () => {
  beforeAll(async () => {
    await openBackend('wasm', nodePlatform())
  })

  it('comes close to the teacher, and its responses are read as what they say', async () => {
    const link = 'H=4&P=2&B=3&T=250&every=250&K=8&M=64&width=8&layers=1&heads=1&eta=0.01'
    const { config } = decodeLink(`scenario=pivotal-tokens&model=transformer&${link}`)
    const { table, task } = tasksOf(link)
    const { description, snapshots } = await runToEnd(config)
    expect(description.inherentVariance).toBeNull()
    expect(snapshots[0].kl).toBeGreaterThan(4 * Math.log(task.tokens.length) - 3)
    expect(snapshots[1].kl).toBeLessThan(0.1 * snapshots[0].kl)
    expect(description.sentences).toHaveLength(64)
    description.sentences.forEach(({ response, words, probabilities }, m) => {
      expect(response).toBe(m)
      expect(words).toEqual(wordsOf(task, task.heldOut(0, m)))
      cellsOf(table, words).forEach((cell, h) => {
        expect(probabilities[h]).toBeCloseTo(Math.exp(table.teacher[cell]), 12)
      })
    })
  })
})
