import * as tf from '@tensorflow/tfjs-core'

/** Sizes of one pass: sequences of equal length. */
export interface PassSize {
  readonly batch: number
  readonly length: number
  readonly heads: number
}

export interface Attended {
  /** [R, d], R = batch · length. */
  readonly y: tf.Tensor2D
  /** Queries, keys and values, [batch · heads, length, d/heads] each. */
  readonly q: tf.Tensor3D
  readonly k: tf.Tensor3D
  readonly v: tf.Tensor3D
  /** Attention weights, [batch · heads, length, length]. */
  readonly weights: tf.Tensor3D
}

/** Large enough that e^−x is 0 in float32, small enough to stay finite beside any score. */
const FORBIDDEN = -1e9

/** 0 where a token may look, −10⁹ at what comes after it, [1, length, length]. The caller owns it. */
export function causalMask(length: number): tf.Tensor3D {
  const mask = new Float32Array(length * length)
  for (let i = 0; i < length; i++) for (let j = i + 1; j < length; j++) mask[i * length + j] = FORBIDDEN
  return tf.tensor3d(mask, [1, length, length])
}

/** Causal self-attention of all heads. @param qkv queries, keys and values side by side, [R, 3d] */
export function attention(qkv: tf.Tensor2D, mask: tf.Tensor3D, size: PassSize): Attended {
  const [q, k, v] = tf.split(qkv, 3, 1).map(part => intoHeads(part as tf.Tensor2D, size))
  const scale = 1 / Math.sqrt(q.shape[2])
  const scores = tf.mul(tf.matMul(q, k, false, true), scale) // [batch · heads, length, length]
  const weights = tf.softmax(tf.add(scores, mask)) as tf.Tensor3D
  return { y: outOfHeads(tf.matMul(weights, v), size), q, k, v, weights }
}

/** Gradient of `attention` in queries, keys and values, [R, 3d]. */
export function attentionGradient(dy: tf.Tensor2D, { q, k, v, weights }: Attended, size: PassSize): tf.Tensor2D {
  const scale = 1 / Math.sqrt(q.shape[2])
  const dOut = intoHeads(dy, size) // [batch · heads, length, d/heads]
  const dWeights = tf.matMul(dOut, v, false, true) // [batch · heads, length, length]
  const inner = tf.sum(tf.mul(dWeights, weights), 2, true) // [batch · heads, length, 1]
  const dScores = tf.mul(tf.mul(weights, tf.sub(dWeights, inner)), scale)
  const dq = tf.matMul(dScores, k)
  const dk = tf.matMul(dScores, q, true, false)
  const dv = tf.matMul(weights, dOut, true, false)
  return tf.concat(
    [dq, dk, dv].map(part => outOfHeads(part, size)),
    1,
  )
}

/** [R, d] → [batch · heads, length, d/heads]. */
function intoHeads(x: tf.Tensor2D, { batch, length, heads }: PassSize): tf.Tensor3D {
  const each = x.shape[1] / heads
  const apart = tf.transpose(tf.reshape(x, [batch, length, heads, each]), [0, 2, 1, 3])
  return tf.reshape(apart, [batch * heads, length, each])
}

/** [batch · heads, length, d/heads] → [R, d]. */
function outOfHeads(x: tf.Tensor, { batch, length, heads }: PassSize): tf.Tensor2D {
  const each = x.shape[2]!
  const together = tf.transpose(tf.reshape(x, [batch, heads, length, each]), [0, 2, 1, 3])
  return tf.reshape(together, [batch * length, heads * each])
}
