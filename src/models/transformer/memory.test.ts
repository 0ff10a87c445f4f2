import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { decodeLink } from '../../config/link'
import { openBackend } from '../../engine/backend'
import { scenarioOf } from '../../scenarios/registry'
import { planFor } from './gpuBatches'
import { memoryProblem, scoringChunk, stepMemory, trainingChunk } from './memory'
import type { TokenTask } from './task'

function taskOf(link: string): TokenTask {
  const { config } = decodeLink(`scenario=graph-horizon&${link}`)
  return scenarioOf(config).build(config.values) as TokenTask
}

const task = taskOf('H=4&width=64&layers=2&heads=4')
const plenty = { device: 'the device', piece: 2 ** 40, total: 2 ** 40 }

describe('a step that is too large for tensors', () => {
  beforeAll(async () => {
    await openBackend('cpu', nodePlatform())
  })

  it('is named with its need and the limit it breaks', () => {
    expect(memoryProblem(task, 1024, 2, plenty)).toBeNull()
    expect(memoryProblem(task, 1024, 2, { ...plenty, piece: 2 ** 23 })).toMatch(
      /^A step of this transformer needs about [\d.]+ GB \(largest piece \d+ MB\); the device allows pieces of 8 MB at most\. Smaller K, H or width make it fit\.$/,
    )
    expect(memoryProblem(task, 1024, 2, { ...plenty, total: 2 ** 29 })).toMatch(
      /; 512 MB is the most that is asked of the device\./,
    )
    expect(memoryProblem(task, 1024, 2, { ...plenty, total: 2 ** 10 })).toMatch(
      /\. Smaller H or width, or fewer layers, make it fit\.$/,
    )
  })

  it('fits with fewer sequences, and scoring takes as many as fit by itself', () => {
    const { total } = stepMemory(task, 8, 2)
    expect(memoryProblem(task, 8, 2, { ...plenty, total })).toBeNull()
    expect(memoryProblem(task, 9, 2, { ...plenty, total })).not.toBeNull()
    expect(trainingChunk(task, 64, 2, { ...plenty, total })).toBe(8)
    expect(trainingChunk(task, 64, 2, plenty)).toBe(64)
    expect(() => trainingChunk(task, 64, 2, { ...plenty, total: 2 ** 16 })).toThrow(/^A step of this transformer needs/)
    expect(scoringChunk(task, 64)).toBe(64)
    expect(scoringChunk({ ...task, shape: { ...task.shape, width: 2048 } }, 64)).toBeLessThan(64)
  })
})

describe('a step by kernels', () => {
  beforeAll(async () => {
    await openBackend('wasm', nodePlatform())
  })

  it('fits however many sequences it takes, which are worked on a few at a time', () => {
    const { total } = stepMemory(task, 16, 2)
    expect(stepMemory(task, 1024, 2)).toEqual(stepMemory(task, 16, 2))
    expect(memoryProblem(task, 1024, 2, { ...plenty, total })).toBeNull()
    expect(memoryProblem(task, 1024, 2, { ...plenty, total: total - 1 })).toMatch(
      /Smaller H or width, or fewer layers,/,
    )
  })

  it('fits at any size that can be set', () => {
    const most = taskOf('H=512&width=384&layers=6&heads=8')
    expect(memoryProblem(most, 1024, 2, { ...plenty, piece: 2 ** 30, total: 1.5 * 2 ** 30 })).toBeNull()
    expect(memoryProblem(most, 1024, 2, { ...plenty, piece: 2 ** 26 })).toMatch(
      /\(largest piece \d{3} MB\); the device allows pieces of 64 MB at most/,
    )
  })
})

describe('a step on a graphics device', () => {
  beforeAll(async () => {
    vi.stubGlobal('GPUBufferUsage', { STORAGE: 128, COPY_DST: 8, COPY_SRC: 4 })
    tf.registerBackend('webgpu', () => new tf.KernelBackend())
    await tf.setBackend('webgpu')
  })

  afterAll(() => {
    vi.unstubAllGlobals()
  })

  it('takes buffers by its rows, and a part of post-training leaves room for tensors', () => {
    const [few, many] = [64, 128].map(K => stepMemory(task, K, 2).total)
    expect(many / few).toBeGreaterThan(1.6)
    expect(many / few).toBeLessThanOrEqual(2)
    expect(memoryProblem(task, 64, 2, { ...plenty, total: few })).toBeNull()
    expect(memoryProblem(task, 128, 2, { ...plenty, total: few })).toMatch(/Smaller K, H or width/)
    expect(trainingChunk(task, 64, 2, { ...plenty, total: few })).toBe(32)
  })

  it('needs no more workgroups along a dimension than there may be, however many sequences are set', () => {
    const { shape } = taskOf('H=512&width=8&layers=1&heads=1&W=512&nodes=1000')
    const rows = 1024 * (shape.context - 1)
    const device = { createBuffer: ({ size }: GPUBufferDescriptor) => ({ size }) as GPUBuffer }
    const { dispatches } = planFor(device, shape, { buffer: device.createBuffer({ size: 4, usage: 0 }) }, rows)
    const most = dispatches.map(({ program, groups }) => [program.name, Math.max(...groups(rows))] as const)
    expect(most.filter(([, groups]) => groups > 65_535)).toEqual([])
    expect(Math.max(...most.map(([, groups]) => groups))).toBeGreaterThan(20_000)
  })
})
