import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { openBackend } from '../../src/engine/backend'

/**
 * Makes WebGPU the active backend, as the lab does.
 * @param asCard as if the adapter were a graphics card: those take other tiles, and subgroups
 * @returns its device
 */
export async function openWebGpu(asCard = false): Promise<GPUDevice> {
  const { report } = await openBackend('webgpu', { gpu: navigator.gpu, wasmPaths: '', threads: 1 })
  if (report.id !== 'webgpu') throw new Error(report.reason ?? 'There is no WebGPU.')
  const { device } = tf.backend() as WebGPUBackend
  if (asCard) Object.defineProperty(device, 'adapterInfo', { value: { isFallbackAdapter: false } })
  return device
}

export const openCpu = () => openBackend('cpu', { gpu: undefined, wasmPaths: '', threads: 1 })
