import * as tf from '@tensorflow/tfjs-core'

/**
 * The pieces of a transformer block, each with its gradient beside it. Rows are tokens: x is [R, d] for R = batch · length.
 * Gradients are written with explicit transposes of two-dimensional matrices: WASM has a fast path for those alone. To be
 * called inside `tf.tidy`.
 */

const EPSILON = 1e-5

export interface Normalized {
  /** [R, d]. */
  readonly y: tf.Tensor2D
  /** (x − mean)/deviation, [R, d]. */
  readonly unit: tf.Tensor2D
  /** 1/deviation, [R, 1]. */
  readonly inverse: tf.Tensor2D
}

/** Layer normalization over the width, with gain g and bias b, [d]. */
export function layerNorm(x: tf.Tensor2D, g: tf.Tensor, b: tf.Tensor): Normalized {
  const centred = tf.sub(x, tf.mean(x, 1, true)) // [R, d]
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), EPSILON)) as tf.Tensor2D // [R, 1]
  const unit = tf.mul(centred, inverse) as tf.Tensor2D // [R, d]
  return { y: tf.add(tf.mul(unit, g), b) as tf.Tensor2D, unit, inverse }
}

/** Gradients of layer normalization in its input [R, d], gain and bias [d]. */
export function layerNormGradient(dy: tf.Tensor2D, { unit, inverse }: Normalized, g: tf.Tensor) {
  const dUnit = tf.mul(dy, g) // [R, d]
  const alongUnit = tf.mul(unit, tf.mean(tf.mul(dUnit, unit), 1, true)) // [R, d]
  const dx = tf.mul(inverse, tf.sub(tf.sub(dUnit, tf.mean(dUnit, 1, true)), alongUnit)) as tf.Tensor2D
  return { dx, dg: tf.sum(tf.mul(dy, unit), 0), db: tf.sum(dy, 0) }
}

/** x w + b: [R, in] → [R, out]. */
export function linear(x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor): tf.Tensor2D {
  return tf.add(tf.matMul(x, w), b)
}

/** Gradients of `linear` in its input [R, in], weights [in, out] and bias [out]. */
export function linearGradient(dy: tf.Tensor2D, x: tf.Tensor2D, w: tf.Tensor2D) {
  return {
    dx: tf.matMul(dy, tf.transpose(w)) as tf.Tensor2D,
    dw: tf.matMul(tf.transpose(x), dy),
    db: tf.sum(dy, 0),
  }
}

const GELU_SCALE = Math.sqrt(2 / Math.PI)
const GELU_CUBE = 0.044715

// A hidden layer is four times as wide as the rest: what these make on the way is freed at once.

/** tanh((2/π)^½ (x + 0.044715 x³)), which both GELU and its gradient need. */
export function geluGate(x: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => tf.tanh(tf.mul(x, tf.add(tf.mul(tf.square(x), GELU_SCALE * GELU_CUBE), GELU_SCALE))))
}

/** GELU in its tanh form, ½x(1 + gate). */
export function gelu(x: tf.Tensor2D, gate: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => tf.mul(tf.mul(x, 0.5), tf.add(gate, 1)))
}

export function geluGradient(dy: tf.Tensor2D, x: tf.Tensor2D, gate: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const dGate = tf.tidy(() => {
      const dInner = tf.add(tf.mul(tf.square(x), 3 * GELU_SCALE * GELU_CUBE), GELU_SCALE)
      return tf.mul(tf.sub(1, tf.square(gate)), dInner)
    })
    return tf.mul(dy, tf.mul(tf.add(tf.add(gate, 1), tf.mul(x, dGate)), 0.5))
  })
}
