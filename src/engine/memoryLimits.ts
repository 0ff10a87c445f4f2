import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import type { MemoryLimits } from '../models/transformer/memory'

const GIGABYTE = 2 ** 30

/**
 * What the active backend has for the lab.
 *
 * WebGPU states the largest buffer, but no browser states the memory behind it, and a device that runs out may compute
 * zeros without a word: 2 GB is what the integrated graphics of a small laptop can be trusted with. WASM has 32-bit
 * addresses, 4 GB, of which a quarter is left to what is lost between tensors; beyond its end, too, it fails in silence.
 */
export function memoryLimits(): MemoryLimits {
  switch (tf.getBackend()) {
    case 'webgpu': {
      const { maxBufferSize, maxStorageBufferBindingSize } = (tf.backend() as WebGPUBackend).device.limits
      const piece = Math.min(maxBufferSize, maxStorageBufferBindingSize)
      return { device: 'the graphics device', piece, total: 2 * GIGABYTE }
    }
    case 'wasm':
      return { device: 'WebAssembly', piece: 3 * GIGABYTE, total: 3 * GIGABYTE }
    default:
      return { device: 'the CPU backend', piece: 4 * GIGABYTE, total: 4 * GIGABYTE }
  }
}
