import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Difference,
  parameters,
  passDifferences,
  RULES,
  sequences,
  shape,
  stepDifferences,
  TOLERANCE,
} from '../../../cli/golden'
import { nodePlatform } from '../../../cli/platform'
import { openBackend } from '../../engine/backend'
import { disposeBatch, uploadBatch } from './batch'
import { lossAndGradient } from './transformer'

function expectClose(differences: readonly Difference[]): void {
  for (const { quantity, relative } of differences) expect(relative, quantity).toBeLessThanOrEqual(TOLERANCE)
}

describe.each(['cpu', 'wasm'] as const)('the transformer on %s', choice => {
  beforeAll(async () => {
    await openBackend(choice, nodePlatform())
  })

  it('meets the reference’s logits, loss and gradients', async () => {
    expectClose(await passDifferences())
  })

  it.each(RULES)('meets the reference’s losses along three steps of %s', async id => {
    expectClose(await stepDifferences(id))
  })

  it('ignores what a shorter sequence is filled up with', async () => {
    const theta = parameters()
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
    const theta = parameters()
    const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, theta, batch))
    expect(tf.memory().numTensors).toBe(before + 8)
    tf.dispose([theta, loss, gradient])
    disposeBatch(batch)
    expect(tf.memory().numTensors).toBe(before)
  })
})
