import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { openBackend } from '../../engine/backend'
import { held } from '../../kernels/held'
import { Stream } from '../../random/streams'
import { disposeBatch, uploadBatch } from './batch'
import { parameterCount, type TransformerShape } from './layout'
import { drawToken } from './nextTokens'
import { openReader } from './readers'
import { drawResponses } from './sampler'
import { logitsOf } from './transformer'

const shape: TransformerShape = { vocabulary: 4, context: 8, width: 8, layers: 2, heads: 2 }
const weights = new Stream(5, 'evaluation')
// Larger than a start's, so that next tokens depend on all before them.
const parameters = Float32Array.from({ length: parameterCount(shape) }, (_, i) => 0.6 * weights.normal(0, 0, i))
const prompts = [[1, 0, 2, 2], [3], [0, 1, 3]]
const LENGTH = 3

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

type Uniform = (prompt: number, sample: number, position: number) => number

async function draw(given: readonly (readonly number[])[], samples: number, uniform: Uniform) {
  const reader = openReader(shape, parameters)
  const start = reader.prompts(given)
  const before = held()
  const responses = await drawResponses(start, { samples, length: LENGTH, uniform })
  expect(held()).toEqual(before)
  start.dispose()
  reader.dispose()
  return responses
}

/** Probabilities of all V³ responses to a prompt, from full passes. */
async function enumerated(prompt: readonly number[]): Promise<number[]> {
  const V = shape.vocabulary
  const responses = Array.from({ length: V ** LENGTH }, (_, y) => [
    Math.floor(y / V ** 2),
    Math.floor(y / V) % V,
    y % V,
  ])
  const batch = uploadBatch(
    responses.map(response => ({ tokens: [...prompt, ...response], responseFrom: prompt.length })),
    V,
  )
  const theta = tf.tensor1d(parameters)
  const chosen = tf.tidy(() => tf.sum(tf.mul(batch.targets, tf.logSoftmax(logitsOf(shape, theta, batch))), 1))
  const logs = await chosen.data()
  tf.dispose([theta, chosen])
  disposeBatch(batch)
  return responses.map((_, y) => Math.exp(logs[y * 3] + logs[y * 3 + 1] + logs[y * 3 + 2]))
}

/** Pearson's statistic, of cells that are taken together from the rarest on until at least 5 are expected in each. */
function chiSquare(probabilities: readonly number[], counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const rarestFirst = probabilities.map((p, y) => ({ p, count: counts[y] })).sort((a, b) => a.p - b.p)
  let [statistic, expected, count] = [0, 0, 0]
  for (const cell of rarestFirst) {
    expected += cell.p * total
    count += cell.count
    if (expected < 5) continue
    statistic += (count - expected) ** 2 / expected
    expected = 0
    count = 0
  }
  return statistic
}

describe('sampled responses', () => {
  it('come as often as full passes say', async () => {
    const stream = new Stream(2, 'sampling')
    const copies = 60
    const samples = 50
    const given = Array.from({ length: copies }, () => prompts).flat()
    const drawn = await draw(given, samples, (b, s, h) => stream.uniform(b, s, h))
    for (const [x, prompt] of prompts.entries()) {
      const probabilities = await enumerated(prompt)
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5)
      const counts = new Float64Array(probabilities.length)
      drawn.forEach((ofPrompt, b) => {
        if (b % prompts.length === x) for (const [i, j, k] of ofPrompt) counts[(i * 4 + j) * 4 + k]++
      })
      // Upper 3e-6 point of chi-square with 63 degrees of freedom, more than there are: 1e-5 for the three prompts together.
      expect(chiSquare(probabilities, counts)).toBeLessThan(127)
    }
  })

  it('are the same again, whatever else is in the batch', async () => {
    const stream = new Stream(9, 'sampling')
    const together = await draw(prompts, 20, (b, s, h) => stream.uniform(b, s, h))
    for (const [x, prompt] of prompts.entries()) {
      const [alone] = await draw([prompt], 7, (_, s, h) => stream.uniform(x, s, h))
      expect(alone).toEqual(together[x].slice(0, 7))
    }
    expect(new Set(together[0].map(response => response.join())).size).toBeGreaterThan(5)
  })
})

it('takes the token whose share of (0, 1) the draw falls in', () => {
  const logs = Float64Array.from([0.25, 0, 0.5, 0.25], Math.log)
  expect([0.1, 0.2499, 0.2501, 0.74, 0.76, 0.999].map(uniform => drawToken(logs, uniform))).toEqual([0, 0, 2, 2, 3, 3])
  // Shares that add up to a little less than 1 leave no draw without a token, nor one to a token of probability 0.
  const short = Float64Array.from([0.6, 0.3999999, 0], Math.log)
  expect(drawToken(short, 1 - 1e-10)).toBe(0)
})
