import * as tf from '@tensorflow/tfjs-core'
import { SIDE } from './work'

/** TensorFlow.js’s product on the active backend. */
export function tfjsProduct(): () => Promise<unknown> {
  const square = tf.ones([SIDE, SIDE]) as tf.Tensor2D
  return async () => {
    // Only what is read has been computed: the backend keeps its commands until then.
    const corner = tf.tidy(() => tf.slice(tf.matMul(square, square), [0, 0], [1, 1]))
    await corner.data()
    corner.dispose()
  }
}
