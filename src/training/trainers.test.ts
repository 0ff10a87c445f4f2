import * as tf from '@tensorflow/tfjs-core'
import { expect, it, vi } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { openBackend } from '../engine/backend'
import { openKernels } from '../kernels/wasm/kernels'
import { graphTask } from '../scenarios/graphSearch/task'
import { adam } from './adam'
import { createTrainer } from './trainers'

// As in an engine that can compile neither.
vi.mock(import('../kernels/wasm/built/relaxed'), async original => ({ ...(await original()), ...none }))
vi.mock(import('../kernels/wasm/built/simd'), async original => ({ ...(await original()), ...none }))

const none = vi.hoisted(() => ({ MODULE: 'AGFzbQIAAAA=' as never }))

it('trains a transformer on WASM without kernels, where they cannot be had', async () => {
  const { report } = await openBackend('wasm', nodePlatform())
  expect(report.id).toBe('wasm')
  expect(openKernels()).toBeNull()
  const task = graphTask(
    { kind: 'horizon', layers: 2, width: 2, nodes: 12, seed: 1, training: [1, 0, 0], evaluation: [1, 0, 0] },
    { width: 8, layers: 1, heads: 2 },
  )
  const before = tf.memory().numTensors
  const trainer = createTrainer({ rule: adam, task, values: { seed: 0, K: 2, eta: 0.01, lambda: 0 }, resume: null })
  const start = (await trainer.read()).theta
  trainer.advance(0)
  expect((await trainer.read()).theta).not.toEqual(start)
  trainer.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
