import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { openBackend } from '../../engine/backend'
import { ruleById } from '../../training/registry'
import { tensorAlgebra } from '../../training/tensorAlgebra'
import { disposeBatch, uploadBatch } from './batch'
import fixture from './fixtures/transformer-case.json'
import { layoutOf, parameterCount, type TransformerShape } from './layout'
import { logitsOf, lossAndGradient } from './transformer'

const shape: TransformerShape = {
  vocabulary: fixture.V,
  context: fixture.prompt_length + fixture.H,
  width: fixture.d,
  layers: fixture.layers,
  heads: fixture.heads,
}
const slots = layoutOf(shape)
const flat = (parameters: Record<string, unknown>) =>
  Float32Array.from(slots.flatMap(({ name }) => (parameters[name] as number[] | number[][]).flat()))
const sequences = fixture.tokens.map(tokens => ({ tokens, responseFrom: fixture.prompt_length }))

/** Every entry within 1e-4 of the tensor's largest one. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  const largest = Math.max(...expected.map(Math.abs))
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i] - value), `${what}[${i}]`).toBeLessThanOrEqual(1e-4 * largest)
  })
}

describe.each(['cpu', 'wasm'] as const)('the transformer on %s', choice => {
  beforeAll(async () => {
    await openBackend(choice, nodePlatform())
  })

  it('meets the reference’s logits, loss and gradients', async () => {
    const batch = uploadBatch(sequences, shape.vocabulary)
    const theta = tf.tensor1d(flat(fixture.params))
    expect(theta.size).toBe(parameterCount(shape))
    // Every token but the first can be predicted; the batch itself predicts responses only.
    const everywhere = uploadBatch(
      sequences.map(({ tokens }) => ({ tokens, responseFrom: 1 })),
      shape.vocabulary,
    )
    const logits = tf.tidy(() => logitsOf(shape, theta, everywhere))
    expectClose(await logits.data(), fixture.logits.flat(2), 'logits')
    disposeBatch(everywhere)
    const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, theta, batch))
    expect((await loss.data())[0]).toBeCloseTo(fixture.loss, 4)
    const values = await gradient.data()
    for (const { name, offset, size } of slots) {
      // The reference differentiates the loss; rules add along the log-likelihood.
      const expected = (fixture.grads as Record<string, number[] | number[][]>)[name].flat().map(value => -value)
      expectClose(values.subarray(offset, offset + size), expected, name)
    }
    expect(Math.hypot(...values)).toBeCloseTo(fixture.grad_norm, 3)
    tf.dispose([theta, logits, loss, gradient])
    disposeBatch(batch)
  })

  it.each(['sgd', 'normalized', 'sign', 'adam'] as const)(
    'meets the reference’s losses along three steps of %s',
    async id => {
      const rule = ruleById(id)
      if (rule.kind !== 'gradient') throw new Error(`${id} takes no gradient.`)
      const { eta, lam, losses } = fixture[id]
      const batch = uploadBatch(sequences, shape.vocabulary)
      let theta: tf.Tensor = tf.tensor1d(flat(fixture.params))
      let memory: tf.Tensor[] = Array.from({ length: rule.slots }, () => tf.zerosLike(theta))
      for (const [t, expected] of losses.entries()) {
        const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, theta, batch))
        expect(Math.abs((await loss.data())[0] - expected)).toBeLessThan(1e-4 * expected)
        const next = tf.tidy(() => {
          const input = { theta, gradient, slots: memory, t: t + 1, eta, lambda: lam ?? 0 }
          const taken = rule.step<tf.Tensor>(tensorAlgebra, input)
          return { theta: taken.theta, slots: [...taken.slots] }
        })
        tf.dispose([theta, loss, gradient, ...memory])
        theta = next.theta
        memory = next.slots
      }
      tf.dispose([theta, ...memory])
      disposeBatch(batch)
    },
  )

  it('ignores what a shorter sequence is filled up with', async () => {
    const theta = tf.tensor1d(flat(fixture.params))
    const loss = async (given: typeof sequences) => {
      const batch = uploadBatch(given, shape.vocabulary)
      const result = tf.tidy(() => lossAndGradient(shape, theta, batch).loss)
      const [value] = await result.data()
      result.dispose()
      disposeBatch(batch)
      return value
    }
    const shorter = { tokens: sequences[1].tokens.slice(0, 5), responseFrom: 4 }
    const together = await loss([sequences[0], shorter])
    expect(together).toBeCloseTo(((await loss([sequences[0]])) + (await loss([shorter]))) / 2, 4)
    theta.dispose()
  })

  it('leaks no tensor', () => {
    const before = tf.memory().numTensors
    const batch = uploadBatch(sequences, shape.vocabulary)
    const theta = tf.tensor1d(flat(fixture.params))
    const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, theta, batch))
    expect(tf.memory().numTensors).toBe(before + 8)
    tf.dispose([theta, loss, gradient])
    disposeBatch(batch)
    expect(tf.memory().numTensors).toBe(before)
  })
})
