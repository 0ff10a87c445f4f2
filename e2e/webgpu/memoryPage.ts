import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { decodeLink } from '../../src/config/link'
import { openBackend } from '../../src/engine/backend'
import { gpuTrainingMemory } from '../../src/models/transformer/gpuMemory'
import type { TokenTask } from '../../src/models/transformer/task'
import { scenarioOf } from '../../src/scenarios/registry'
import { adam } from '../../src/training/adam'
import { createTrainer } from '../../src/training/trainers'
import { watchBuffers } from './gpuBuffers'

export interface MemoryResult {
  readonly backend: string
  readonly link: string
  /** Bytes of the largest buffer, and of all. */
  readonly taken: { readonly largest: number; readonly total: number }
  readonly estimated: { readonly largest: number; readonly total: number }
}

const LINKS = [
  'H=2&width=16&layers=1&heads=2&K=1',
  'H=4&width=32&layers=2&heads=4&K=4',
  'H=4&width=64&layers=1&heads=1&K=2',
]

/** What a step of Adam takes of the page's own WebGPU device, and what was estimated. */
export async function measure(): Promise<MemoryResult[]> {
  const { report } = await openBackend('webgpu', { gpu: navigator.gpu, wasmPaths: '', threads: 1 })
  const sizes = watchBuffers((tf.backend() as WebGPUBackend).device)
  const results: MemoryResult[] = []
  for (const link of LINKS) {
    const { config } = decodeLink(`scenario=graph-horizon&${link}`)
    const task = scenarioOf(config).build(config.values) as TokenTask
    const before = sizes().length
    const trainer = createTrainer({ rule: adam, task, values: config.values, resume: null })
    trainer.advance(0)
    await trainer.read()
    const own = sizes().slice(before)
    trainer.dispose()
    const lengths = Array.from({ length: config.values.K }, (_, k) => task.training(0, k).tokens.length - 1)
    const rows = lengths.reduce((sum, length) => sum + length, 0)
    results.push({
      backend: report.id,
      link,
      taken: { largest: Math.max(...own), total: own.reduce((sum, size) => sum + size, 0) },
      estimated: gpuTrainingMemory(task.shape, { batch: 1, length: rows, queries: rows }, adam.slots),
    })
  }
  return results
}
