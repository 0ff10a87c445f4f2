import * as tf from '@tensorflow/tfjs-core'
import { SIDE } from './work'

/** TensorFlow.js’s product on the active backend. @param settled waits until it is there */
export function tfjsProduct(settled: () => Promise<unknown>): () => Promise<unknown> {
  const square = tf.ones([SIDE, SIDE]) as tf.Tensor2D
  return () => {
    tf.matMul(square, square).dispose()
    return settled()
  }
}
