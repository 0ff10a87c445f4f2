import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { openBackend } from '../../engine/backend'
import { held } from '../../kernels/held'
import { Stream } from '../../random/streams'
import { parameterCount, type TransformerShape } from './layout'
import { likeliestResponses } from './likeliest'
import { drawAll, scoreAll, weightedGradient } from './policy'
import type { Reader } from './reader'
import { openReader } from './readers'

const shape: TransformerShape = { vocabulary: 4, context: 8, width: 8, layers: 2, heads: 2 }
const weights = new Stream(5, 'evaluation')
// Larger than a start's, so that next tokens depend on all before them.
const parameters = Float32Array.from({ length: parameterCount(shape) }, (_, i) => 0.6 * weights.normal(0, 0, i))
const prompts = [[1, 0, 2, 2], [3], [0, 1, 3], [2, 2]]
const LENGTH = 3
const every = Array.from({ length: 4 ** LENGTH }, (_, y) => [Math.floor(y / 16), Math.floor(y / 4) % 4, y % 4])

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

async function withReader<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
  const reader = openReader(shape, parameters)
  const before = held()
  const result = await work(reader)
  expect(held()).toEqual(before)
  reader.dispose()
  return result
}

/** log π̂ of all 4³ responses to each prompt. */
const enumerated = () =>
  withReader(reader =>
    scoreAll(
      reader,
      prompts,
      prompts.map(() => every),
      { most: 64 },
    ),
  )

describe('best-first search', () => {
  it.each([
    ['all of the mass', 64, 1],
    ['some responses', 5, 1],
    ['most of the mass', 64, 0.6],
  ])('finds the likeliest responses in their order: %s', async (_, responses, mass) => {
    const limits = { length: LENGTH, responses, mass, nodes: 1000 }
    const found = await withReader(reader => likeliestResponses(reader, prompts, limits))
    const logs = await enumerated()
    found.forEach(({ ranked, exact }, x) => {
      const expected = every.map((tokens, y) => ({ tokens, logProb: logs[x][y] })).sort((a, b) => b.logProb - a.logProb)
      expect(exact).toBe(true)
      let sum = 0
      ranked.forEach(({ tokens, logProb }, r) => {
        expect(logProb).toBeCloseTo(expected[r].logProb, 4)
        expect(tokens).toEqual(expected[r].tokens)
        if (r > 0) expect(sum).toBeLessThan(mass)
        sum += Math.exp(logProb)
      })
      if (responses === 5) expect(ranked).toHaveLength(5)
      if (mass === 0.6) expect(sum).toBeGreaterThanOrEqual(0.6)
    })
  })

  it('says where it was given up, and still has a response', async () => {
    const limits = { length: LENGTH, responses: 1, mass: 1, nodes: 2 }
    const found = await withReader(reader => likeliestResponses(reader, prompts, limits))
    const logs = await enumerated()
    found.forEach(({ ranked, exact }, x) => {
      const best = Math.max(...logs[x])
      expect(ranked).toHaveLength(1)
      expect(ranked[0].tokens).toHaveLength(LENGTH)
      if (exact) expect(ranked[0].logProb).toBeCloseTo(best, 4)
      else expect(ranked[0].logProb).toBeLessThan(best + 1e-4)
    })
    expect(found.some(({ exact }) => !exact)).toBe(true)
  })

  it('reads single tokens without a search', async () => {
    const limits = { length: 1, responses: 2, mass: 1, nodes: 10 }
    const found = await withReader(reader => likeliestResponses(reader, prompts, limits))
    for (const { ranked, exact } of found) {
      expect([ranked.length, exact]).toEqual([2, true])
      expect(ranked[0].logProb).toBeGreaterThan(ranked[1].logProb)
    }
  })
})

it('draws and scores the same in parts of any size', async () => {
  const stream = new Stream(1, 'postResponses')
  const draws = {
    samples: 6,
    lengths: [3, 3, 2, 3],
    uniform: (x: number, g: number, h: number) => stream.uniform(x, g, h),
  }
  const [together, apart] = await withReader(async reader => [
    await drawAll(reader, prompts, draws, { most: 64 }),
    await drawAll(reader, prompts, draws, { most: 1 }),
  ])
  expect(apart).toEqual(together)
  expect(together.map(own => own.map(({ length }) => length))).toEqual(
    draws.lengths.map(length => Array(6).fill(length)),
  )
  const logs = await enumerated()
  const scored = await withReader(reader => scoreAll(reader, prompts, together, { most: 1 }))
  for (const x of [0, 1, 3]) {
    together[x].forEach(([i, j, k], g) => {
      expect(scored[x][g]).toBeCloseTo(logs[x][16 * i + 4 * j + k], 4)
    })
  }
})

it('adds up gradients of weighted sequences in parts of any size', async () => {
  const sequences = every.slice(0, 9).map((response, k) => {
    const prompt = prompts[k % prompts.length]
    return { tokens: [...prompt, ...response], responseFrom: prompt.length, weight: (k - 4) / 3 }
  })
  const before = held()
  const [together, apart] = await Promise.all(
    [64, 2].map(async most => {
      const gradient = await weightedGradient(shape, parameters, sequences, { most })
      const values = await gradient.data()
      gradient.dispose()
      return values
    }),
  )
  expect(held()).toEqual(before)
  const largest = Math.max(...together.map(Math.abs))
  expect(largest).toBeGreaterThan(0.1)
  together.forEach((value, i) => {
    expect(Math.abs(value - apart[i])).toBeLessThan(1e-5 * largest)
  })
})
