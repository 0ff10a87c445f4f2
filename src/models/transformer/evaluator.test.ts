import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { openBackend } from '../../engine/backend'
import { held } from '../../kernels/held'
import { graphTask } from '../../scenarios/graphSearch/task'
import { createGradientTrainer } from '../../training/gradientTrainer'
import { ruleById } from '../../training/registry'
import type { GradientRule } from '../../training/rule'
import { disposeBatch, uploadBatch } from './batch'
import { createTransformerEvaluator } from './evaluator'
import { createTransformerTensors, initialParameters } from './tensors'
import { lossAndGradient } from './transformer'

const graphs = { kind: 'two-rules', layers: 2, width: 2, nodes: 10, seed: 3 } as const
const task = graphTask(
  { ...graphs, training: [1, 0, 0], evaluation: [0.6, 0, 0.4] },
  { width: 16, layers: 1, heads: 2 },
)

beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
})

describe('held-out responses of a transformer', () => {
  it('are scored as the loss scores them, class by class', async () => {
    const evaluator = createTransformerEvaluator(task, 150, 3)
    const theta = initialParameters(task.shape, 3).map((value, i) => value + 0.1 * Math.sin(i))
    const { logRatios } = await evaluator.evaluate(theta)
    const { weights, strata, prompt } = evaluator.description
    expect(strata).toEqual([
      { mass: 0.6, samples: 75 },
      { mass: 0.4, samples: 75 },
    ])
    expect(weights!.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    for (const [c, freeLayers] of [
      [0, 0],
      [1, 2],
    ]) {
      const batch = uploadBatch(
        Array.from({ length: 75 }, (_, m) => task.heldOut(c, m)),
        task.shape.vocabulary,
      )
      const parameters = tf.tensor1d(theta)
      const loss = tf.tidy(() => lossAndGradient(task.shape, parameters, batch).loss)
      const own = Array.from(logRatios).filter((_, i) => prompt[i] === c)
      // R = log π_D − log π̂, and the teacher of class 3 takes each of its four paths with probability ¼.
      const crossEntropy = own.reduce((sum, R) => sum + R / 75, 0) + freeLayers * Math.LN2
      expect(crossEntropy).toBeCloseTo((await loss.data())[0], 4)
      tf.dispose([parameters, loss])
      disposeBatch(batch)
    }
  })

  it('cost about log V nats a token before training, and the KL is that but for the teacher’s entropy', async () => {
    const evaluator = createTransformerEvaluator(task, 200, 3)
    const { kl, klError, crossEntropy, klByPosition } = await evaluator.evaluate(initialParameters(task.shape, 3))
    expect(Math.abs(crossEntropy / (4 * Math.log(13)) - 1)).toBeLessThan(0.02)
    expect(crossEntropy - kl).toBeCloseTo(0.4 * 2 * Math.LN2, 10)
    expect(klByPosition).toHaveLength(4)
    expect(klByPosition[3]).toBeCloseTo(kl, 10)
    expect(klError).toBeGreaterThan(0)
  })

  it('get likelier by training, and training leaks no tensor', async () => {
    const before = held()
    const onePath = { ...graphs, kind: 'horizon', nodes: 8, training: [1, 0, 0], evaluation: [1, 0, 0] } as const
    const easy = graphTask(onePath, { width: 32, layers: 2, heads: 2 })
    const evaluator = createTransformerEvaluator(easy, 100, 3)
    const model = createTransformerTensors(easy, 3, 32)
    const values = { eta: 0.003, lambda: 0 }
    const trainer = createGradientTrainer(ruleById('adam') as GradientRule, model, values, null)
    const start = await evaluator.evaluate(model.start)
    trainer.advance(0)
    const during = held()
    for (let step = 1; step < 110; step++) trainer.advance(step)
    expect(held()).toEqual(during)
    const { theta } = await trainer.read()
    const after = await evaluator.evaluate(theta as Float32Array)
    expect(after.kl).toBeLessThan(0.15 * start.kl)
    trainer.dispose()
    expect(held()).toEqual(before)
  })
})
