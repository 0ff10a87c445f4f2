import * as tf from '@tensorflow/tfjs-core'
import { Stream } from '../../random/streams'
import type { Differentiable } from '../differentiable'
import { disposeBatch, uploadBatch } from './batch'
import { layoutOf, parameterCount, type TransformerShape } from './layout'
import type { TokenTask } from './task'
import { lossAndGradient } from './transformer'

/** Standard deviation of initial weights. */
const INITIAL_DEVIATION = 0.02

/** Initial parameters, [P]: weights and embeddings from N(0, 0.02²), gains 1, biases 0. */
export function initialParameters(shape: TransformerShape, seed: number): Float32Array {
  const stream = new Stream(seed, 'initialisation')
  const theta = new Float32Array(parameterCount(shape))
  layoutOf(shape).forEach(({ name, shape: sides, offset, size }, tensor) => {
    if (name.endsWith('.g')) theta.fill(1, offset, offset + size)
    if (sides.length < 2) return
    for (let i = 0; i < size; i++) theta[offset + i] = INITIAL_DEVIATION * stream.normal(tensor, 0, i)
  })
  return theta
}

/** The transformer on the active backend, learning from fresh sequences. */
export function createTransformerTensors(task: TokenTask, seed: number, batchSize: number): Differentiable {
  return {
    start: initialParameters(task.shape, seed),
    projected: false,
    gradient(theta, step) {
      const sequences = Array.from({ length: batchSize }, (_, k) => task.training(step, k))
      const batch = uploadBatch(sequences, task.shape.vocabulary)
      const gradient = tf.tidy(() => lossAndGradient(task.shape, theta, batch).gradient)
      disposeBatch(batch)
      return gradient
    },
    dispose() {},
  }
}
