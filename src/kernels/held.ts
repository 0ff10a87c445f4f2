import * as tf from '@tensorflow/tfjs-core'
import { usedKernels } from './wasm/kernels'

/** How many tensors and kernels somebody has: as many after what leaks nothing as before. */
export function held(): { readonly tensors: number; readonly kernels: number } {
  return { tensors: tf.memory().numTensors, kernels: usedKernels() }
}
