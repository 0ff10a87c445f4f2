import * as tf from '@tensorflow/tfjs-core'
import type { Algebra } from './rule'

/** The rules on tensors of whichever backend is active; call inside `tf.tidy`. */
export const tensorAlgebra: Algebra<tf.Tensor> = {
  add: (a, b) => tf.add(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, b),
  maximum: (a, b) => tf.maximum(a, b),
  sqrt: a => tf.sqrt(a),
  sign: a => tf.sign(a),
  norm: a => tf.sqrt(tf.sum(tf.square(a))),
}
