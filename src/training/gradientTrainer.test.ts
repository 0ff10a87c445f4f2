import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { openBackend } from '../engine/backend'
import type { Differentiable } from '../models/differentiable'
import { createTransformerTensors } from '../models/transformer/tensors'
import { graphTask } from '../scenarios/graphSearch/task'
import { createGradientTrainer } from './gradientTrainer'
import { ruleById } from './registry'
import type { GradientRule } from './rule'

const RULES = ['sgd', 'normalized', 'sign', 'adam'] as const

/** θ after one step from the model's start. */
async function afterStep(rule: string, model: Differentiable, values: Record<string, number>): Promise<Float32Array> {
  const trainer = createGradientTrainer(ruleById(rule) as GradientRule, model, values, null)
  trainer.advance(0)
  const { theta } = await trainer.read()
  trainer.dispose()
  return theta as Float32Array
}

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

describe('weight decay', () => {
  it('takes η·decay·θ off after the step of any rule', async () => {
    const start = Float32Array.of(2, -1, 0.5, 0)
    const gradient = [3, 0.25, -4, 0]
    const model: Differentiable = {
      start,
      projected: false,
      gradient: () => tf.tensor1d(gradient),
      dispose() {},
    }
    const norm = Math.hypot(...gradient)
    const steps: Record<(typeof RULES)[number], (g: number) => number> = {
      sgd: g => g,
      normalized: g => g / (2 + norm),
      sign: Math.sign,
      adam: Math.sign,
    }
    const values = { eta: 0.1, lambda: 2, decay: 0.3 }
    for (const rule of RULES) {
      const theta = await afterStep(rule, model, values)
      gradient.forEach((g, i) => {
        expect(theta[i]).toBeCloseTo(start[i] + 0.1 * steps[rule](g) - 0.1 * 0.3 * start[i], 6)
      })
    }
  })

  it.each(RULES)('of 0 leaves a transformer’s step by %s as it is, bit for bit', async rule => {
    const task = graphTask(
      { kind: 'horizon', layers: 2, width: 2, nodes: 12, seed: 1, training: [1, 0, 0], evaluation: [1, 0, 0] },
      { width: 8, layers: 1, heads: 2 },
    )
    const model = createTransformerTensors(task, 1, 4)
    const settings = { eta: 0.01, lambda: 1 }
    const without = await afterStep(rule, model, settings)
    expect(await afterStep(rule, model, { ...settings, decay: 0 })).toEqual(without)
    const decayed = await afterStep(rule, model, { ...settings, decay: 0.5 })
    decayed.forEach((value, i) => {
      expect(Math.abs(value - (without[i] - 0.005 * model.start[i]))).toBeLessThan(1e-7)
    })
  })
})
