import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { openBackend } from '../../engine/backend'
import { Stream } from '../../random/streams'
import { disposeBatch, uploadBatch } from './batch'
import { parameterCount, type TransformerShape } from './layout'
import type { Continuation, Read } from './reader'
import { openTensorReader } from './tensorReader'
import { logitsOf } from './transformer'

const stream = new Stream(8, 'evaluation')

/** Larger than a start's, so that every part of the network matters. */
function randomParameters(shape: TransformerShape): Float32Array {
  return Float32Array.from({ length: parameterCount(shape) }, (_, i) => 0.5 * stream.normal(0, 0, i))
}

describe.each([
  ['cpu', 1],
  ['cpu', 2],
  ['wasm', 1],
  ['wasm', 3],
] as const)('what tensors read on %s, with %d layers', (choice, layers) => {
  const shape: TransformerShape = { vocabulary: 7, context: 12, width: 8, layers, heads: 2 }
  const V = shape.vocabulary
  const token = (...where: [number, number, number]) => stream.uint32(...where) % V
  const written = (length: number, i: number, j: number) => Array.from({ length }, (_, h) => token(i, j, h))
  const prompts = [4, 1, 6, 3].map((length, b) => written(length, 1, b))
  const continuations = prompts.map((_, b) => [0, 1, 2].map(g => written(4, 2, b * 3 + g)))

  beforeAll(async () => {
    await openBackend(choice, nodePlatform())
  })

  /** Logits after every one of the last tokens, from a pass over the whole sequence, [tokens + 1, V]. */
  async function full(
    theta: tf.Tensor,
    prompt: readonly number[],
    continued: readonly number[],
  ): Promise<Float32Array> {
    // What follows the last token plays no part.
    const batch = uploadBatch([{ tokens: [...prompt, ...continued, 0], responseFrom: prompt.length }], V)
    const logits = tf.tidy(() => logitsOf(shape, theta, batch))
    const values = (await logits.data()) as Float32Array
    logits.dispose()
    disposeBatch(batch)
    return values
  }

  function expectClose(actual: Float32Array, expected: Float32Array): void {
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(actual.length).toBe(expected.length)
    expected.forEach((value, i) => {
      expect(Math.abs(actual[i] - value)).toBeLessThanOrEqual(1e-5 * largest)
    })
  }

  const rows = async (read: Read, from: number, count: number) =>
    (await read.logits()).slice(from * V, (from + count) * V)

  it('continues prompts of different lengths as full passes do', async () => {
    const parameters = randomParameters(shape)
    const theta = tf.tensor1d(parameters)
    const reader = openTensorReader(shape, parameters)
    const start = reader.prompts(prompts)
    const after = start.extend(continuations)
    for (const [b, prompt] of prompts.entries()) {
      expectClose(await rows(start, b, 1), await full(theta, prompt, []))
      for (const [g, continued] of continuations[b].entries()) {
        const expected = (await full(theta, prompt, continued)).slice(V)
        expectClose(await rows(after, (b * 3 + g) * 4, 4), expected)
      }
    }
    for (const owned of [start, after, reader, theta]) owned.dispose()
  })

  it('grows token by token, or by several at once, to the same', async () => {
    const parameters = randomParameters(shape)
    const theta = tf.tensor1d(parameters)
    const reader = openTensorReader(shape, parameters)
    const before = tf.memory().numTensors
    const start = reader.prompts(prompts)
    let latest: Continuation | null = null
    let read = 0
    for (const step of [1, 2, 1]) {
      const next = continuations.map(groups => groups.map(continued => continued.slice(read, read + step)))
      const grown: Continuation = (latest ?? start).extend(next)
      latest?.dispose()
      latest = grown
      expect([grown.groups, grown.depth]).toEqual([3, read + step])
      for (const [b, prompt] of prompts.entries()) {
        for (const [g, continued] of continuations[b].entries()) {
          const expected = (await full(theta, prompt, continued)).slice((1 + read) * V, (1 + read + step) * V)
          expectClose(await rows(grown, (b * 3 + g) * step, step), expected)
        }
      }
      read += step
      expect(tf.memory().numTensors).toBe(before + 2 * (2 * layers + 1))
    }
    for (const owned of [start, latest]) owned?.dispose()
    expect(tf.memory().numTensors).toBe(before)
    for (const owned of [reader, theta]) owned.dispose()
  })

  it('says what it cannot read', () => {
    const before = tf.memory().numTensors
    const reader = openTensorReader(shape, randomParameters(shape))
    expect(() => reader.prompts([])).toThrow('1 to 12 tokens')
    expect(() => reader.prompts([[1], []])).toThrow('these have 1, 0')
    expect(() => reader.prompts([written(13, 5, 0)])).toThrow('these have 13')
    const start = reader.prompts([[1, 2], [3]])
    expect(() => start.extend([[[1]]])).toThrow(RangeError)
    expect(() => start.extend([[[1]], [[1, 2]]])).toThrow('equally many tokens')
    expect(() => start.extend([[], []])).toThrow(RangeError)
    expect(() => start.extend([[written(11, 5, 1)], [written(11, 5, 2)]])).toThrow('13 are to be read')
    const one = start.extend([[[1]], [[1]]])
    expect(() =>
      one.extend([
        [[1], [2]],
        [[1], [2]],
      ]),
    ).toThrow('as many as before')
    for (const owned of [one, start, reader]) owned.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
