import * as tf from '@tensorflow/tfjs-core'
import { openGpuReader } from './gpuReader'
import type { TransformerShape } from './layout'
import type { Reader } from './reader'
import { openTensorReader } from './tensorReader'

/**
 * Reads with a transformer on the active backend.
 * @param theta all parameters, [P]; they are copied
 */
export function openReader(shape: TransformerShape, theta: Float32Array): Reader {
  return tf.getBackend() === 'webgpu' ? openGpuReader(shape, theta) : openTensorReader(shape, theta)
}
