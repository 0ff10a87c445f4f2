import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import * as golden from '../../../../cli/golden'
import { nodePlatform } from '../../../../cli/platform'
import { openBackend } from '../../../engine/backend'
import { loadKernels, openKernels } from '../../../kernels/wasm/kernels'
import { Stream } from '../../../random/streams'
import { disposeBatch, type TokenSequence, uploadBatch } from '../batch'
import { layoutOf, parameterCount, type TransformerShape } from '../layout'
import { trainingMemory } from '../memory'
import { lossAndGradient } from '../transformer'
import { openPackedGradient } from './gradient'
import { PackedTransformer } from './transformer'

beforeAll(async () => {
  await openBackend('cpu', nodePlatform())
  await loadKernels()
})

const stream = new Stream(0, 'data')

/** Everything away from its initial value, gains and biases too. */
function parameters(shape: TransformerShape): Float32Array {
  return Float32Array.from({ length: parameterCount(shape) }, (_, i) => 0.3 * stream.normal(0, 0, i))
}

/** Sequences of given numbers of tokens in prompt and response, their weights of either sign. */
function sequencesOf(lengths: readonly (readonly [number, number])[], V: number, weighted: boolean): TokenSequence[] {
  return lengths.map(([prompt, response], i) => ({
    tokens: Array.from({ length: prompt + response }, (_, h) => Math.floor(stream.uniform(1, i, h) * V)),
    responseFrom: prompt,
    ...(weighted && { weight: 2 * stream.normal(2, 0, i) }),
  }))
}

async function plain(shape: TransformerShape, theta: Float32Array, sequences: readonly TokenSequence[]) {
  const batch = uploadBatch(sequences, shape.vocabulary)
  const on = tf.tensor1d(theta)
  const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, on, batch))
  const result = { loss: (await loss.data())[0], gradient: await gradient.data() }
  tf.dispose([on, loss, gradient])
  disposeBatch(batch)
  return result
}

const sizes = (vocabulary: number, context: number, width: number, layers: number, heads: number) => ({
  vocabulary,
  context,
  width,
  layers,
  heads,
})

describe('the packed transformer', () => {
  it.each([
    ['a single token', sizes(5, 4, 8, 1, 1), [[1, 1]], false],
    [
      'one layer',
      sizes(7, 12, 8, 1, 2),
      [
        [3, 6],
        [1, 5],
        [7, 1],
      ],
      true,
    ],
    [
      'heads of 3',
      sizes(13, 20, 12, 2, 4),
      [
        [2, 9],
        [5, 14],
        [1, 1],
        [4, 4],
      ],
      true,
    ],
    [
      'heads of 1',
      sizes(9, 10, 9, 2, 9),
      [
        [2, 7],
        [1, 8],
      ],
      false,
    ],
    [
      'heads of 5 and an odd vocabulary',
      sizes(37, 33, 20, 3, 4),
      [
        [20, 12],
        [1, 32],
        [9, 9],
      ],
      true,
    ],
    [
      'heads of 12',
      sizes(30, 40, 48, 2, 4),
      [
        [1, 39],
        [30, 4],
        [12, 12],
      ],
      true,
    ],
    [
      'heads of 16, several chunks',
      sizes(36, 64, 64, 2, 4),
      Array.from({ length: 7 }, (_, i) => [1 + i, 64 - 3 * i]),
      true,
    ],
    [
      'a sequence longer than a chunk',
      sizes(11, 200, 16, 2, 2),
      [
        [3, 197],
        [150, 20],
      ],
      false,
    ],
  ] as [string, TransformerShape, [number, number][], boolean][])(
    'meets the tensors’ loss and gradient with %s',
    async (_, shape, lengths, weighted) => {
      const theta = parameters(shape)
      const sequences = sequencesOf(lengths, shape.vocabulary, weighted)
      const expected = await plain(shape, theta, sequences)
      const actual = openPackedGradient(shape, 32)!.lossAndGradient(theta, sequences)
      expect(Math.abs(actual.loss / expected.loss - 1)).toBeLessThan(1e-5)
      const gradient = expected.gradient as Float32Array
      for (const { name, offset, size } of layoutOf(shape)) {
        const own = gradient.subarray(offset, offset + size)
        const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
        const worst = own.reduce((most, value, i) => Math.max(most, Math.abs(actual.gradient[offset + i] - value)), 0)
        expect(worst, name).toBeLessThanOrEqual(1e-5 * largest)
      }
    },
  )

  it('meets the reference’s loss and gradients', async () => {
    const theta = golden.parameters()
    const transformer = openPackedGradient(golden.shape, 32)!
    const { loss, gradient } = transformer.lossAndGradient((await theta.data()) as Float32Array, golden.sequences)
    theta.dispose()
    for (const { quantity, relative } of golden.gradientDifferences(loss, gradient)) {
      expect(relative, quantity).toBeLessThanOrEqual(golden.TOLERANCE)
    }
  })

  it('forgets one batch before the next', () => {
    const shape = sizes(9, 24, 12, 2, 3)
    const theta = parameters(shape)
    const large = sequencesOf(
      [
        [1, 23],
        [10, 14],
        [2, 20],
      ],
      9,
      true,
    )
    const small = sequencesOf(
      [
        [2, 3],
        [4, 1],
      ],
      9,
      true,
    )
    const transformer = openPackedGradient(shape, 32)!
    const before = transformer.lossAndGradient(theta, small).gradient.slice()
    transformer.lossAndGradient(
      theta.map(value => 3 * value),
      large,
    )
    expect(transformer.lossAndGradient(theta, small).gradient).toEqual(before)
  })

  it('does not hide what is no number', () => {
    const shape = sizes(9, 24, 12, 2, 3)
    const transformer = openPackedGradient(shape, 32)!
    const poisoned = parameters(shape)
    poisoned[layoutOf(shape).find(({ name }) => name === 'h0.mlp.fc.b')!.offset] = Number.NaN
    const { loss, gradient } = transformer.lossAndGradient(poisoned, sequencesOf([[2, 3]], 9, false))
    expect(loss).toBeNaN()
    expect(gradient[0]).toBeNaN()
  })

  it('takes less memory than the tensors’ step', () => {
    const shape = sizes(36, 65, 64, 2, 4)
    const kernels = openKernels()!
    const transformer = new PackedTransformer(kernels, shape)
    transformer.begin(parameters(shape))
    transformer.part(
      sequencesOf(
        Array.from({ length: 32 }, () => [1, 64] as const),
        36,
        false,
      ),
      32,
    )
    const { total } = trainingMemory(shape, { batch: 32, length: 64, queries: 64 }, 0)
    expect(kernels.memory.buffer.byteLength).toBeLessThan(total / 10)
  })
})
