import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { openBackend } from '../../src/engine/backend'

/** Makes WebGPU the active backend, as the lab does. @returns its device */
export async function openWebGpu(): Promise<GPUDevice> {
  const { report } = await openBackend('webgpu', { gpu: navigator.gpu, wasmPaths: '', threads: 1 })
  if (report.id !== 'webgpu') throw new Error(report.reason ?? 'There is no WebGPU.')
  return (tf.backend() as WebGPUBackend).device
}

export const openCpu = () => openBackend('cpu', { gpu: undefined, wasmPaths: '', threads: 1 })
