import * as tf from '@tensorflow/tfjs-core'
import { openGpuReader } from './gpuReader'
import type { TransformerShape } from './layout'
import { openSharedReader } from './packed/sharedReader'
import type { Reader } from './reader'
import { openTensorReader } from './tensorReader'

/**
 * Reads with a transformer on the active backend: by kernels of our own where there are some, which takes a fraction of the time.
 * @param theta all parameters, [P]; they are copied
 */
export function openReader(shape: TransformerShape, theta: Float32Array): Reader {
  if (tf.getBackend() === 'webgpu') return openGpuReader(shape, theta)
  const packed = tf.getBackend() === 'wasm' ? openSharedReader(shape, theta) : null
  return packed ?? openTensorReader(shape, theta)
}
