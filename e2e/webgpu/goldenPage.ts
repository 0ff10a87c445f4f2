import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { type Difference, passDifferences, TOLERANCE } from '../../cli/golden'
import { decodeLink } from '../../src/config/link'
import { openBackend } from '../../src/engine/backend'
import { Run } from '../../src/engine/run'
import { countBuffers } from './gpuBuffers'

export interface GoldenResult {
  readonly backend: string
  readonly differences: readonly Difference[]
  /** Largest that is accepted. */
  readonly tolerance: number
  readonly tensors: Counts
  /** Those of the device. */
  readonly buffers: Counts
}

/** How many of something there are. */
export interface Counts {
  readonly before: number
  /** After every step of a run and the evaluation of what it led to. */
  readonly during: readonly number[]
  readonly after: number
}

/** A transformer that takes little time even here. */
const TINY = 'scenario=graph-horizon&H=2&W=2&width=8&layers=1&heads=1&K=2&M=64&T=4'

/** The golden comparison of the plain functions on the page's own WebGPU device; for steps see `kernelPage.ts`. */
export async function compare(): Promise<GoldenResult> {
  const { report } = await openBackend('webgpu', { gpu: navigator.gpu, wasmPaths: '', threads: 1 })
  const differences = await passDifferences()
  return { backend: report.id, differences, tolerance: TOLERANCE, ...(await countKept()) }
}

async function countKept(): Promise<Pick<GoldenResult, 'tensors' | 'buffers'>> {
  const buffers = countBuffers((tf.backend() as WebGPUBackend).device)
  const counts = [() => tf.memory().numTensors, buffers].map(count => ({
    count,
    before: count(),
    during: [] as number[],
  }))
  const run = new Run(decodeLink(TINY).config)
  while (!run.finished) {
    run.advance()
    await run.snapshot()
    for (const { count, during } of counts) during.push(count())
  }
  run.dispose()
  const [tensors, ofDevice] = counts.map(({ count, before, during }) => ({ before, during, after: count() }))
  return { tensors, buffers: ofDevice }
}
