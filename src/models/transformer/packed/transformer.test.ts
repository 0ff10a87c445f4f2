import { setFlagsFromString } from 'node:v8'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import * as golden from '../../../../cli/golden'
import { nodePlatform } from '../../../../cli/platform'
import { openBackend } from '../../../engine/backend'
import * as relaxed from '../../../kernels/wasm/built/relaxed'
import * as simd from '../../../kernels/wasm/built/simd'
import { adoptKernels, openKernels } from '../../../kernels/wasm/kernels'
import { Stream } from '../../../random/streams'
import { disposeBatch, type TokenSequence, uploadBatch } from '../batch'
import { layoutOf, parameterCount, type TransformerShape } from '../layout'
import { tensorTrainingMemory } from '../tensorMemory'
import { lossAndGradient } from '../transformer'
import { openPackedGradient } from './gradient'
import { PackedTransformer, type Part } from './transformer'

beforeAll(() => openBackend('cpu', nodePlatform()))

/** Compiles a module even where the engine has what it needs behind a flag only, as Node 20. */
async function adopt(module: string): Promise<void> {
  const bytes = Buffer.from(module, 'base64')
  if (!WebAssembly.validate(bytes)) setFlagsFromString('--experimental-wasm-relaxed-simd')
  adoptKernels(await WebAssembly.compile(bytes))
}

const stream = new Stream(0, 'data')

/** Everything away from its initial value, gains and biases too. */
function parameters(shape: TransformerShape, deviation = 0.3): Float32Array {
  return Float32Array.from({ length: parameterCount(shape) }, (_, i) => deviation * stream.normal(0, 0, i))
}

/** @param lengths tokens of prompt and response of each sequence, e.g. "3+6 1+5" */
function sequencesOf(lengths: string, { vocabulary }: TransformerShape, weighted: boolean): TokenSequence[] {
  return lengths.split(' ').map((length, i) => {
    const [prompt, response] = length.split('+').map(Number)
    return {
      tokens: Array.from({ length: prompt + response }, (_, h) => Math.floor(stream.uniform(1, i, h) * vocabulary)),
      responseFrom: prompt,
      ...(weighted && { weight: 2 * stream.normal(2, 0, i) }),
    }
  })
}

async function plain(shape: TransformerShape, theta: Float32Array, sequences: readonly TokenSequence[]) {
  const batch = uploadBatch(sequences, shape.vocabulary)
  const on = tf.tensor1d(theta)
  const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, on, batch))
  const result = { loss: (await loss.data())[0], gradient: (await gradient.data()) as Float32Array }
  tf.dispose([on, loss, gradient])
  disposeBatch(batch)
  return result
}

function expectClose(shape: TransformerShape, actual: Part, expected: Part): void {
  expect(Math.abs(actual.loss / expected.loss - 1)).toBeLessThan(1e-5)
  for (const { name, offset, size } of layoutOf(shape)) {
    const own = expected.gradient.subarray(offset, offset + size)
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const worst = own.reduce((most, value, i) => Math.max(most, Math.abs(actual.gradient[offset + i] - value)), 0)
    expect(worst, name).toBeLessThanOrEqual(1e-5 * largest)
  }
}

const sizes = (vocabulary: number, context: number, width: number, layers: number, heads: number) => ({
  vocabulary,
  context,
  width,
  layers,
  heads,
})

const SMALL = sizes(9, 24, 12, 2, 3)

describe.each([
  ['SIMD', simd.MODULE],
  ['relaxed SIMD', relaxed.MODULE],
])('the packed transformer by %s', (_, module) => {
  beforeAll(() => adopt(module))

  it.each([
    ['a single token', sizes(5, 4, 8, 1, 1), '1+1', false],
    ['one layer', sizes(7, 12, 8, 1, 2), '3+6 1+5 7+1', true],
    ['heads of 3', sizes(13, 20, 12, 2, 4), '2+9 5+14 1+1 4+4', true],
    ['heads of 1', sizes(9, 10, 9, 2, 9), '2+7 1+8', false],
    ['heads of 5 and an odd vocabulary', sizes(37, 33, 20, 3, 4), '20+12 1+32 9+9', true],
    ['heads of 12', sizes(30, 40, 48, 2, 4), '1+39 30+4 12+12', true],
    ['heads of 16, several chunks', sizes(36, 64, 64, 2, 4), '1+63 2+61 3+58 40+24 5+52 6+49 60+4', true],
    ['a sequence longer than a chunk', sizes(11, 200, 16, 2, 2), '3+197 150+20', false],
    ['more sequences than parts', SMALL, '1+3 2+3 3+3 4+3 5+3 6+3 7+3 8+3 9+3 10+3 11+3', true],
  ] as const)('meets the tensors’ loss and gradient with %s', async (_, shape, lengths, weighted) => {
    const theta = parameters(shape)
    const sequences = sequencesOf(lengths, shape, weighted)
    const actual = openPackedGradient(shape, 32)!.lossAndGradient(theta, sequences)
    expectClose(shape, actual, await plain(shape, theta, sequences))
  })

  it('meets them where the ε of the normalization counts', async () => {
    const theta = parameters(SMALL, 0.003)
    // Gains as large as ever, so that something comes through.
    for (const { name, offset, size } of layoutOf(SMALL)) if (name.endsWith('.g')) theta.fill(1, offset, offset + size)
    const sequences = sequencesOf('2+9 5+14', SMALL, true)
    const actual = openPackedGradient(SMALL, 32)!.lossAndGradient(theta, sequences)
    expectClose(SMALL, actual, await plain(SMALL, theta, sequences))
  })

  it('meets the reference’s loss and gradients', async () => {
    const theta = golden.parameters()
    const packed = openPackedGradient(golden.shape, 32)!
    const { loss, gradient } = packed.lossAndGradient((await theta.data()) as Float32Array, golden.sequences)
    theta.dispose()
    for (const { quantity, relative } of golden.gradientDifferences(loss, gradient)) {
      expect(relative, quantity).toBeLessThanOrEqual(golden.TOLERANCE)
    }
  })

  it('forgets one batch before the next', () => {
    const theta = parameters(SMALL)
    const small = sequencesOf('2+3 4+1', SMALL, true)
    const packed = openPackedGradient(SMALL, 32)!
    const before = packed.lossAndGradient(theta, small).gradient.slice()
    const other = theta.map(value => 3 * value)
    packed.lossAndGradient(other, sequencesOf('1+23 10+14 2+20', SMALL, true))
    expect(packed.lossAndGradient(theta, small).gradient).toEqual(before)
  })

  it('does not hide what is no number', () => {
    const poisoned = parameters(SMALL)
    poisoned[layoutOf(SMALL).find(({ name }) => name === 'h0.mlp.fc.b')!.offset] = Number.NaN
    const sequences = sequencesOf('2+3', SMALL, false)
    const { loss, gradient } = openPackedGradient(SMALL, 32)!.lossAndGradient(poisoned, sequences)
    expect(loss).toBeNaN()
    expect(gradient[0]).toBeNaN()
  })

  it('takes less memory than the tensors’ step', () => {
    const shape = sizes(36, 65, 64, 2, 4)
    const kernels = openKernels()!
    const transformer = new PackedTransformer(kernels, shape)
    transformer.begin(parameters(shape))
    transformer.part(sequencesOf(Array(32).fill('1+64').join(' '), shape, false), 32)
    const { total } = tensorTrainingMemory(shape, { batch: 32, length: 64, queries: 64 }, 0)
    expect(kernels.memory.buffer.byteLength).toBeLessThan(total / 10)
  })
})
