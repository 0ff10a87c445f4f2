import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { openBackend } from '../engine/backend'
import type { Differentiable } from '../models/differentiable'
import { disposeBatch, uploadBatch } from '../models/transformer/batch'
import { createTransformerArrays } from '../models/transformer/packed/arrays'
import { createTransformerTensors } from '../models/transformer/tensors'
import { lossAndGradient } from '../models/transformer/transformer'
import { graphTask } from '../scenarios/graphSearch/task'
import { createArrayTrainer } from './arrayTrainer'
import { createGradientTrainer } from './gradientTrainer'
import { ruleById } from './registry'
import type { GradientRule } from './rule'
import type { Trainer } from './trainer'
import { createTrainer } from './trainers'

const RULES = ['sgd', 'normalized', 'sign', 'adam'] as const
const rule = (id: string) => ruleById(id) as GradientRule

const K = 4
const task = graphTask(
  { kind: 'horizon', layers: 3, width: 2, nodes: 12, seed: 1, training: [0.5, 0.3, 0.2], evaluation: [1, 0, 0] },
  { width: 12, layers: 2, heads: 2 },
)
const values = { seed: 1, K, eta: 0.003, lambda: 1, decay: 0.1 }

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

async function lossesOf(trainer: Trainer, steps: number): Promise<number[]> {
  const held = Array.from({ length: 16 }, (_, m) => task.heldOut(m % 3, m))
  const batch = uploadBatch(held, task.shape.vocabulary)
  const losses: number[] = []
  for (let step = 0; step < steps; step++) {
    trainer.advance(step)
    const { theta } = await trainer.read()
    const on = tf.tensor1d(theta as Float32Array)
    const loss = tf.tidy(() => lossAndGradient(task.shape, on, batch).loss)
    losses.push((await loss.data())[0])
    tf.dispose([on, loss])
  }
  disposeBatch(batch)
  trainer.dispose()
  return losses
}

const onArrays = (id: string) => createArrayTrainer(rule(id), createTransformerArrays(task, 1, K)!, values, null)

describe('a transformer’s trainer on arrays', () => {
  it.each(RULES)('follows the one on tensors for 50 steps of %s', async id => {
    const plain = createGradientTrainer(rule(id), createTransformerTensors(task, 1, K), values, null)
    const expected = await lossesOf(plain, 50)
    const actual = await lossesOf(onArrays(id), 50)
    expect(Math.abs(expected[49] - expected[0])).toBeGreaterThan(0.01)
    for (const [step, loss] of actual.entries()) {
      expect(Math.abs(loss / expected[step] - 1), `step ${step}`).toBeLessThan(1e-3)
    }
  })

  it.each(RULES)('goes on from what another of %s had come to, bit for bit', async id => {
    const through = onArrays(id)
    for (let step = 0; step < 10; step++) through.advance(step)
    const half = onArrays(id)
    for (let step = 0; step < 5; step++) half.advance(step)
    const resumed = createArrayTrainer(rule(id), createTransformerArrays(task, 1, K)!, values, await half.read())
    // What goes on elsewhere is no longer the first one's.
    half.advance(5)
    for (let step = 5; step < 10; step++) resumed.advance(step)
    expect(await resumed.read()).toEqual(await through.read())
    for (const trainer of [through, half, resumed]) trainer.dispose()
  })

  it('is warmed up without a change', async () => {
    const trainer = onArrays('adam')
    trainer.advance(0)
    const before = await trainer.read()
    await trainer.warmUp(1)
    expect(await trainer.read()).toEqual(before)
    trainer.dispose()
  })

  it('is chosen on WASM, and the one on tensors elsewhere', async () => {
    const tensorsOf = async (backend: 'wasm' | 'cpu') => {
      await openBackend(backend, nodePlatform())
      const before = tf.memory().numTensors
      const trainer = createTrainer({ rule: rule('adam'), task, values, resume: null })
      const own = tf.memory().numTensors - before
      trainer.dispose()
      return own
    }
    expect(await tensorsOf('cpu')).toBe(3)
    expect(await tensorsOf('wasm')).toBe(0)
  })
})

describe('a trainer on arrays', () => {
  const gradient = Float32Array.of(3, 0.25, -4, 0)
  const start = Float32Array.of(2, -1, 0.5, -0)
  const model = (projected: boolean): Differentiable<Float32Array> => ({
    start,
    projected,
    gradient: () => gradient,
    dispose() {},
  })
  const onTensors = (projected: boolean): Differentiable => ({
    start,
    projected,
    gradient: () => tf.tensor1d(gradient),
    dispose() {},
  })

  it.each(RULES)(
    'takes the steps of %s as tensors do, with and without decay and projection, as settings change',
    async id => {
      for (const projected of [false, true]) {
        for (const decay of [0, 0.3]) {
          const settings = { eta: 0.1, lambda: 2, decay }
          const arrays = createArrayTrainer(rule(id), model(projected), settings, null)
          const tensors = createGradientTrainer(rule(id), onTensors(projected), settings, null)
          for (let step = 0; step < 6; step++) {
            settings.eta = 0.1 / (1 + step)
            settings.lambda = step
            arrays.advance(step)
            tensors.advance(step)
          }
          const [own, expected] = [await arrays.read(), await tensors.read()]
          expected.theta.forEach((value, i) => {
            expect(own.theta[i]).toBeCloseTo(value, 6)
          })
          expect(own.slots).toHaveLength(expected.slots.length)
          // A zero that nothing moves keeps its sign.
          if (decay === 0 && !projected && id === 'sgd') expect(own.theta[3]).toBe(expected.theta[3])
          arrays.dispose()
          tensors.dispose()
        }
      }
    },
  )
})
