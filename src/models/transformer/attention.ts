import * as tf from '@tensorflow/tfjs-core'

/** Sizes of an attention pass. */
export interface PassSize {
  /** Number of sequences, which never look at each other. */
  readonly batch: number
  readonly heads: number
}

/** Of tokens that can be looked at, [batch, heads, length, d/heads] each. */
export interface KeysValues {
  readonly k: tf.Tensor4D
  readonly v: tf.Tensor4D
}

export interface Attended extends KeysValues {
  /** [batch · queries, d]. */
  readonly y: tf.Tensor2D
  /** [batch, heads, queries, d/heads]. */
  readonly q: tf.Tensor4D
  /** [batch, heads, queries, length]. */
  readonly weights: tf.Tensor4D
}

/** Large enough that e^−x is 0 in float32, small enough to stay finite beside any score. */
const FORBIDDEN = -1e9

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

/** −10⁹ behind the end of each sequence, 0 before, [batch, 1, 1, length]. The caller owns it. */
export function paddingMask(lengths: readonly number[], length: number): tf.Tensor4D {
  const mask = new Float32Array(lengths.length * length)
  lengths.forEach((own, i) => {
    mask.fill(FORBIDDEN, i * length + own, (i + 1) * length)
  })
  return tf.tensor4d(mask, [lengths.length, 1, 1, length])
}

/**
 * Causal self-attention of all heads.
 * @param queries [batch · queries, d]
 * @param keysValues keys and values side by side, [batch · length, 2d]
 */
export function attention(
  queries: tf.Tensor2D,
  keysValues: tf.Tensor2D,
  mask: tf.Tensor4D,
  { batch, heads }: PassSize,
): Attended {
  const q = intoHeads(queries, batch, heads)
  const { k, v } = keysAndValues(keysValues, batch, heads)
  const scores = tf.add(scoresOf(q, k), mask) // [batch, heads, queries, length]
  const weights = tf.softmax(scores) as tf.Tensor4D
  return { y: outOfHeads(tf.matMul(weights, v)), q, k, v, weights }
}

/** What continuations of prompts look at, G of each: all of them at the prompt, each at itself. */
export interface Shared {
  /** [batch, heads, length, d/heads]. */
  readonly prompts: KeysValues
  /** [batch, 1, 1, length]. */
  readonly promptMask: tf.Tensor4D
  /** Of what each continuation had before, [batch · G, heads, before, d/heads]; null for nothing. */
  readonly before: KeysValues | null
  /** For P more tokens of each, [1, 1, P, before + P]. */
  readonly mask: tf.Tensor4D
}

/**
 * The attention of P more tokens of each continuation; no row is made for a pair that may not look at each other. To be called
 * inside `tf.tidy`.
 * @param queries [batch · G · P, d]
 * @param keysValues keys and values side by side, [batch · G · P, 2d]
 * @returns y, [batch · G · P, d]; keys and values of the continuations so far, [batch · G, heads, before + P, d/heads]
 */
export function sharedAttention(
  queries: tf.Tensor2D,
  keysValues: tf.Tensor2D,
  { prompts, promptMask, before, mask }: Shared,
  G: number,
): KeysValues & { readonly y: tf.Tensor2D } {
  const [batch, heads, length] = prompts.k.shape
  const added = keysAndValues(keysValues, batch * G, heads)
  const k = before ? tf.concat([before.k, added.k], 2) : added.k
  const v = before ? tf.concat([before.v, added.v], 2) : added.v
  const [, , P, columns] = mask.shape
  const ofPrompt = tf.add(scoresOf(intoHeads(queries, batch, heads), prompts.k), promptMask) // [batch, heads, G · P, length]
  const ofOwn = tf.add(scoresOf(intoHeads(queries, batch * G, heads), k), mask) // [batch · G, heads, P, columns]
  const together = tf.transpose(tf.reshape(ofOwn, [batch, G, heads, P, columns]), [0, 2, 1, 3, 4])
  const scores = tf.concat([ofPrompt, tf.reshape(together, [batch, heads, G * P, columns])], 3)
  const [toPrompt, toOwn] = tf.split(tf.softmax(scores), [length, columns], 3)
  const apart = tf.transpose(tf.reshape(toOwn, [batch, heads, G, P, columns]), [0, 2, 1, 3, 4])
  const own = tf.matMul(tf.reshape(apart, [batch * G, heads, P, columns]), v) // [batch · G, heads, P, d/heads]
  // Rows are in the same order, prompt by prompt, whichever way they were taken together.
  return { y: tf.add(outOfHeads(tf.matMul(toPrompt, prompts.v)), outOfHeads(own)), k, v }
}

/** Gradients of `attention` in its queries [batch · queries, d] and in its keys and values [batch · length, 2d]. */
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

function keysAndValues(sideBySide: tf.Tensor2D, batch: number, heads: number): KeysValues {
  const [k, v] = tf.split(sideBySide, 2, 1).map(part => intoHeads(part as tf.Tensor2D, batch, heads))
  return { k, v }
}

/** qkᵀ/√(d/heads), [batch, heads, queries, length]. */
function scoresOf(q: tf.Tensor4D, k: tf.Tensor4D): tf.Tensor4D {
  return tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(q.shape[3]))
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
