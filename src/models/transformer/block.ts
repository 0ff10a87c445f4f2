import * as tf from '@tensorflow/tfjs-core'
import { type Attended, attentionGradient } from './attention'
import type { TransformerShape } from './layout'
import {
  gelu,
  geluGate,
  geluGradient,
  layerNorm,
  layerNormGradient,
  linear,
  linearGradient,
  type Normalized,
} from './operations'
import { matrix, type Named } from './parameters'

/**
 * What the backward pass needs of a block's forward pass. R tokens are read; a block goes on with Q of their rows.
 * @typeParam A what attention leaves behind
 */
export interface Block<A = Attended> {
  readonly before: Normalized // [R, d]
  /** Of the rows that the block goes on with. */
  readonly queries: tf.Tensor2D // [Q, d]
  readonly attended: A
  readonly between: Normalized // [Q, d]
  readonly hidden: tf.Tensor2D // [Q, 4d], before GELU
  readonly gate: tf.Tensor2D // [Q, 4d]
  readonly active: tf.Tensor2D // [Q, 4d], after GELU
}

/**
 * One block of the transformer: x, [R, d] → [Q, d]. To be called inside `tf.tidy`.
 * @param rows that the block goes on with, [Q], int32; null for all of them
 * @param attend takes queries, [Q, d], and keys and values side by side, [R, 2d]; its y is [Q, d]
 */
export function blockForward<A extends { readonly y: tf.Tensor2D }>(
  shape: TransformerShape,
  p: Named,
  layer: number,
  x: tf.Tensor2D,
  rows: tf.Tensor1D | null,
  attend: (queries: tf.Tensor2D, keysValues: tf.Tensor2D) => A,
): { x: tf.Tensor2D; block: Block<A> } {
  const own = (name: string) => p[`h${layer}.${name}`]
  const kept = (all: tf.Tensor2D) => (rows ? (tf.gather(all, rows) as tf.Tensor2D) : all)
  const before = layerNorm(x, own('ln1.g'), own('ln1.b'))
  const queries = kept(before.y) // [Q, d]
  const { q, kv } = apart(own('attn.qkv.w'), own('attn.qkv.b'), shape.width)
  const attended = attend(linear(queries, q.w, q.b), linear(before.y, kv.w, kv.b))
  const residual = kept(x) // [Q, d]
  const middle = tf.add(residual, linear(attended.y, matrix(own('attn.out.w')), own('attn.out.b'))) as tf.Tensor2D
  const between = layerNorm(middle, own('ln2.g'), own('ln2.b'))
  const hidden = linear(between.y, matrix(own('mlp.fc.w')), own('mlp.fc.b')) // [Q, 4d]
  const gate = geluGate(hidden)
  const active = gelu(hidden, gate)
  const after = tf.add(middle, linear(active, matrix(own('mlp.proj.w')), own('mlp.proj.b'))) as tf.Tensor2D
  return { x: after, block: { before, queries, attended, between, hidden, gate, active } }
}

/** The parts of the joint projection that make queries, and keys and values. */
function apart(w: tf.Tensor, b: tf.Tensor, d: number) {
  return {
    q: { w: tf.slice(matrix(w), [0, 0], [d, d]), b: tf.slice(b, 0, d) },
    kv: { w: tf.slice(matrix(w), [0, d], [d, 2 * d]), b: tf.slice(b, d, 2 * d) },
  }
}

/**
 * Gradients in the block's input, [R, d], and in its parameters, by name, from the one in what it goes on with, [Q, d]. To be
 * called inside `tf.tidy`.
 * @param batch number of sequences
 * @param rows as in the forward pass
 */
export function blockBackward(
  shape: TransformerShape,
  p: Named,
  layer: number,
  { before, attended, between, hidden, gate, active, queries: read }: Block,
  batch: number,
  rows: tf.Tensor1D | null,
  dAfter: tf.Tensor2D,
): { dx: tf.Tensor2D; gradients: Named } {
  const own = (name: string) => p[`h${layer}.${name}`]
  const gradients: Record<string, tf.Tensor> = {}
  const keep = (name: string, gradient: { dw: tf.Tensor; db: tf.Tensor }) => {
    gradients[`h${layer}.${name}.w`] = gradient.dw
    gradients[`h${layer}.${name}.b`] = gradient.db
  }
  const keepNorm = (name: string, gradient: { dg: tf.Tensor; db: tf.Tensor }) => {
    gradients[`h${layer}.${name}.g`] = gradient.dg
    gradients[`h${layer}.${name}.b`] = gradient.db
  }
  const spread = (ofRows: tf.Tensor2D) => (rows ? spreadRows(ofRows, rows, before.y.shape[0]) : ofRows)
  const proj = linearGradient(dAfter, active, matrix(own('mlp.proj.w')))
  const fc = linearGradient(geluGradient(proj.dx, hidden, gate), between.y, matrix(own('mlp.fc.w')))
  const ln2 = layerNormGradient(fc.dx, between, own('ln2.g'))
  const dMiddle = tf.add(dAfter, ln2.dx) as tf.Tensor2D // [Q, d]
  const out = linearGradient(dMiddle, attended.y, matrix(own('attn.out.w')))
  const dAttended = attentionGradient(out.dx, attended, { batch, heads: shape.heads })
  const { q, kv } = apart(own('attn.qkv.w'), own('attn.qkv.b'), shape.width)
  const dQ = linearGradient(dAttended.queries, read, q.w)
  const dKv = linearGradient(dAttended.keysValues, before.y, kv.w)
  const ln1 = layerNormGradient(tf.add(dKv.dx, spread(dQ.dx)), before, own('ln1.g'))
  keep('mlp.proj', proj)
  keep('mlp.fc', fc)
  keepNorm('ln2', ln2)
  keep('attn.out', out)
  keep('attn.qkv', { dw: tf.concat([dQ.dw, dKv.dw], 1), db: tf.concat([dQ.db, dKv.db]) })
  keepNorm('ln1', ln1)
  return { dx: tf.add(spread(dMiddle), ln1.dx) as tf.Tensor2D, gradients }
}

/** Adds rows to where they came from, [Q, d] → [all, d]. */
function spreadRows(ofRows: tf.Tensor2D, rows: tf.Tensor1D, all: number): tf.Tensor2D {
  return tf.scatterND(tf.reshape(rows, [-1, 1]), ofRows, [all, ofRows.shape[1]]) as tf.Tensor2D
}
