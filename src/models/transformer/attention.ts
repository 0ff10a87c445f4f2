import * as tf from '@tensorflow/tfjs-core'

/** Sizes of an attention pass. */
export interface PassSize {
  /** Number of sequences, which never look at each other. */
  readonly batch: number
  readonly heads: number
}

/** Of every token that can be looked at, [batch, heads, columns, d/heads] each. */
export interface KeysValues {
  readonly k: tf.Tensor4D
  readonly v: tf.Tensor4D
}

export interface Attended extends KeysValues {
  /** [batch · queries, d]. */
  readonly y: tf.Tensor2D
  /** [batch, heads, queries, d/heads]. */
  readonly q: tf.Tensor4D
  /** [batch, heads, queries, columns]. */
  readonly weights: tf.Tensor4D
}

/** Large enough that e^−x is 0 in float32, small enough to stay finite beside any score. */
export const FORBIDDEN = -1e9

/**
 * 0 where a position may look, −10⁹ at what comes after it, [sequences, 1, queries, length]. The caller owns it.
 * @param positions of the queries, one list for each sequence, or one for all of them
 */
export function causalMask(positions: readonly ArrayLike<number>[], length: number): tf.Tensor4D {
  const queries = positions[0].length
  const mask = new Float32Array(positions.length * queries * length)
  positions.forEach((own, i) => {
    for (let query = 0; query < queries; query++) {
      mask.fill(FORBIDDEN, (i * queries + query) * length + own[query] + 1, (i * queries + query + 1) * length)
    }
  })
  return tf.tensor4d(mask, [positions.length, 1, queries, length])
}

/**
 * Causal self-attention of all heads.
 * @param queries [batch · queries, d]
 * @param keysValues keys and values side by side, [batch · length, 2d]
 * @param mask added to the scores, [batch or 1, 1, queries, columns]
 * @param past keys and values of other tokens, as columns before those of `keysValues`; null for none
 */
export function attention(
  queries: tf.Tensor2D,
  keysValues: tf.Tensor2D,
  mask: tf.Tensor4D,
  { batch, heads }: PassSize,
  past: KeysValues | null,
): Attended {
  const q = intoHeads(queries, batch, heads)
  const [ownK, ownV] = tf.split(keysValues, 2, 1).map(part => intoHeads(part as tf.Tensor2D, batch, heads))
  const k = past ? tf.concat([past.k, ownK], 2) : ownK // [batch, heads, columns, d/heads]
  const v = past ? tf.concat([past.v, ownV], 2) : ownV
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(q.shape[3])) // [batch, heads, queries, columns]
  const weights = tf.softmax(tf.add(scores, mask)) as tf.Tensor4D
  return { y: outOfHeads(tf.matMul(weights, v)), q, k, v, weights }
}

/** Gradients of `attention` without a past, in its queries [batch · queries, d] and its keys and values [batch · length, 2d]. */
export function attentionGradient(dy: tf.Tensor2D, { q, k, v, weights }: Attended, { batch, heads }: PassSize) {
  const dOut = intoHeads(dy, batch, heads) // [batch, heads, queries, d/heads]
  const dWeights = tf.matMul(dOut, v, false, true) // [batch, heads, queries, length]
  const inner = tf.sum(tf.mul(dWeights, weights), 3, true) // [batch, heads, queries, 1]
  const dScores = tf.mul(tf.mul(weights, tf.sub(dWeights, inner)), 1 / Math.sqrt(q.shape[3]))
  return {
    queries: outOfHeads(tf.matMul(dScores, k)),
    keysValues: tf.concat([outOfHeads(tf.matMul(dScores, q, true)), outOfHeads(tf.matMul(weights, dOut, true))], 1),
  }
}

/** [batch · rows, d] → [batch, heads, rows, d/heads]. */
function intoHeads(x: tf.Tensor2D, batch: number, heads: number): tf.Tensor4D {
  const [all, width] = x.shape
  return tf.transpose(tf.reshape(x, [batch, all / batch, heads, width / heads]), [0, 2, 1, 3])
}

/** [batch, heads, rows, d/heads] → [batch · rows, d]. */
function outOfHeads(x: tf.Tensor): tf.Tensor2D {
  const [batch, heads, rows, each] = x.shape as [number, number, number, number]
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch * rows, heads * each])
}
