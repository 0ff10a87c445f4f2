import * as tf from '@tensorflow/tfjs-core'
import { type Attended, attention, attentionGradient, type PassSize } from './attention'
import type { TokenBatch } from './batch'
import { layoutOf, type Slot, type TransformerShape } from './layout'
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

type Named = Readonly<Record<string, tf.Tensor>>

/** What the backward pass needs of a block's forward pass. R tokens are read; a block goes on with Q of their rows. */
interface Block {
  readonly before: Normalized // [R, d]
  /** Of the rows that the block goes on with; of all of them, but in the last block. */
  readonly queries: tf.Tensor2D // [Q, d]
  readonly attended: Attended
  readonly between: Normalized // [Q, d]
  readonly hidden: tf.Tensor2D // [Q, 4d], before GELU
  readonly gate: tf.Tensor2D // [Q, 4d]
  readonly active: tf.Tensor2D // [Q, 4d], after GELU
}

interface Pass {
  readonly blocks: readonly Block[]
  readonly last: Normalized
  /** [batch · queries, V]. */
  readonly logits: tf.Tensor2D
}

/**
 * Logits of the tokens that the batch predicts, [batch · queries, V]: GPT-2-like, causal, pre-LayerNorm (ε 1e-5), tanh-GELU,
 * learned positions, the head tied to the token embedding. To be called inside `tf.tidy`.
 * @param theta all parameters, [P]
 */
export function logitsOf(shape: TransformerShape, theta: tf.Tensor, batch: TokenBatch): tf.Tensor2D {
  return forward(shape, named(shape, theta), batch, false).logits
}

/**
 * Gradient of the log-likelihood, [P]: mean over the batch of the sum over the response's tokens; and that mean as a loss,
 * nats per sequence. To be called inside `tf.tidy`.
 */
export function lossAndGradient(
  shape: TransformerShape,
  theta: tf.Tensor,
  batch: TokenBatch,
): { loss: tf.Scalar; gradient: tf.Tensor1D } {
  const parameters = named(shape, theta)
  const pass = forward(shape, parameters, batch, true)
  const logProbs = tf.logSoftmax(pass.logits) // [batch · queries, V]
  const loss = tf.div(tf.neg(tf.sum(tf.mul(batch.targets, logProbs))), batch.batch) as tf.Scalar
  const counts = tf.sum(batch.targets, 1, true) // [batch · queries, 1]: 1 where a token counts
  const residual = tf.sub(batch.targets, tf.mul(counts, tf.exp(logProbs))) // [batch · queries, V]
  const dLogits = tf.div(residual, batch.batch) as tf.Tensor2D
  const gradients = backward(shape, parameters, batch, pass, dLogits)
  const flat = layoutOf(shape).map(({ name, size }) => tf.reshape(gradients[name], [size]))
  return { loss, gradient: tf.concat(flat) as tf.Tensor1D }
}

function named(shape: TransformerShape, theta: tf.Tensor): Named {
  const slots: readonly Slot[] = layoutOf(shape)
  return Object.fromEntries(
    slots.map(slot => [slot.name, tf.reshape(tf.slice(theta, slot.offset, slot.size), [...slot.shape])]),
  )
}

/** @param remember whether a backward pass will ask for the blocks; where none will, each is freed at once */
function forward(shape: TransformerShape, p: Named, input: TokenBatch, remember: boolean): Pass {
  const { width: d, layers } = shape
  const { batch, length, inputs } = input
  let x = tidied(() => {
    const positions = tf.slice(p.wpe, [0, 0], [length, d]) // [length, d]
    const tokens = tf.reshape(tf.matMul(inputs, matrix(p.wte)), [batch, length, d])
    return tf.reshape(tf.add(tokens, positions), [batch * length, d]) as tf.Tensor2D // [R, d]
  })
  const blocks: Block[] = []
  for (let layer = 0; layer < layers; layer++) {
    const taken = tidied(() => blockForward(shape, p, input, layer, x))
    x.dispose()
    x = taken.x
    if (remember) blocks.push(taken.block)
    else tf.dispose(taken.block as object as tf.TensorContainer)
  }
  const last = tidied(() => layerNorm(x, p['lnf.g'], p['lnf.b']))
  return { blocks, last, logits: tf.matMul(last.y, tf.transpose(p.wte)) }
}

function blockForward(shape: TransformerShape, p: Named, input: TokenBatch, layer: number, x: tf.Tensor2D) {
  const { width: d } = shape
  const { mask, queryMask, rows } = input
  const own = (name: string) => p[`h${layer}.${name}`]
  const { isLast, size } = partOf(shape, input, layer)
  const before = layerNorm(x, own('ln1.g'), own('ln1.b'))
  const queries = isLast ? (tf.gather(before.y, rows) as tf.Tensor2D) : before.y // [Q, d]
  const { q, kv } = apart(own('attn.qkv.w'), own('attn.qkv.b'), d)
  const toAttend = linear(queries, q.w, q.b) // [Q, d]
  const attended = attention(toAttend, linear(before.y, kv.w, kv.b), isLast ? queryMask : mask, size)
  const residual = isLast ? (tf.gather(x, rows) as tf.Tensor2D) : x // [Q, d]
  const middle = tf.add(residual, linear(attended.y, matrix(own('attn.out.w')), own('attn.out.b'))) as tf.Tensor2D
  const between = layerNorm(middle, own('ln2.g'), own('ln2.b'))
  const hidden = linear(between.y, matrix(own('mlp.fc.w')), own('mlp.fc.b')) // [Q, 4d]
  const gate = geluGate(hidden)
  const active = gelu(hidden, gate)
  const after = tf.add(middle, linear(active, matrix(own('mlp.proj.w')), own('mlp.proj.b'))) as tf.Tensor2D
  const block: Block = { before, queries, attended, between, hidden, gate, active }
  return { x: after, block }
}

/** What the last block does with rows that predict nothing would never be seen: it goes on with the others. */
function partOf({ layers, heads }: TransformerShape, { batch, length, queries }: TokenBatch, layer: number) {
  const isLast = layer === layers - 1
  const size: PassSize = { batch, length, queries: isLast ? queries : length, heads }
  return { isLast, size }
}

/** The parts of the joint projection that make queries, and keys and values. */
function apart(w: tf.Tensor, b: tf.Tensor, d: number) {
  return {
    q: { w: tf.slice(matrix(w), [0, 0], [d, d]), b: tf.slice(b, 0, d) },
    kv: { w: tf.slice(matrix(w), [0, d], [d, 2 * d]), b: tf.slice(b, d, 2 * d) },
  }
}

/** Gradient of everything that the logits' gradient, [R, V], leads to, by parameter. Each block is freed after its turn. */
function backward(shape: TransformerShape, p: Named, input: TokenBatch, pass: Pass, dLogits: tf.Tensor2D): Named {
  const { width: d, context } = shape
  const { batch, length, inputs } = input
  const { blocks, last } = pass
  const gradients: Record<string, tf.Tensor> = {}
  const dHead = tf.matMul(tf.transpose(dLogits), last.y) // [V, d]
  const final = tidied(() => layerNormGradient(tf.matMul(dLogits, matrix(p.wte)), last, p['lnf.g']))
  gradients['lnf.g'] = final.dg
  gradients['lnf.b'] = final.db
  let dx = final.dx // [Q, d] of the last block, then [R, d]
  for (let layer = blocks.length - 1; layer >= 0; layer--) {
    const taken = tidied(() => blockBackward(shape, p, input, layer, blocks[layer], dx))
    tf.dispose([dx, blocks[layer] as object as tf.TensorContainer])
    dx = taken.dx
    Object.assign(gradients, taken.gradients)
  }
  gradients.wte = tf.add(dHead, tf.matMul(tf.transpose(inputs), dx)) // [V, d]
  const dPositions = tf.sum(tf.reshape(dx, [batch, length, d]), 0) // [length, d]
  gradients.wpe = tf.pad(dPositions as tf.Tensor2D, [
    [0, context - length],
    [0, 0],
  ])
  return gradients
}

function blockBackward(
  shape: TransformerShape,
  p: Named,
  input: TokenBatch,
  layer: number,
  { before, attended, between, hidden, gate, active, queries: read }: Block,
  dAfter: tf.Tensor2D,
) {
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
  const { isLast, size } = partOf(shape, input, layer)
  const all = input.batch * input.length
  const spread = (ofRows: tf.Tensor2D) => (isLast ? spreadRows(ofRows, input.rows, all) : ofRows)
  const proj = linearGradient(dAfter, active, matrix(own('mlp.proj.w')))
  const fc = linearGradient(geluGradient(proj.dx, hidden, gate), between.y, matrix(own('mlp.fc.w')))
  const ln2 = layerNormGradient(fc.dx, between, own('ln2.g'))
  const dMiddle = tf.add(dAfter, ln2.dx) as tf.Tensor2D // [Q, d]
  const out = linearGradient(dMiddle, attended.y, matrix(own('attn.out.w')))
  const dAttended = attentionGradient(out.dx, attended, size)
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

/** As `tf.tidy`, whose type lets no interface through. */
function tidied<T extends object>(compute: () => T): T {
  return tf.tidy(compute as () => object as () => tf.TensorContainer) as object as T
}

/** Adds rows to where they came from, [Q, d] → [all, d]. */
function spreadRows(ofRows: tf.Tensor2D, rows: tf.Tensor1D, all: number): tf.Tensor2D {
  return tf.scatterND(tf.reshape(rows, [-1, 1]), ofRows, [all, ofRows.shape[1]]) as tf.Tensor2D
}

/** The layout says which parameters are matrices; the type does not. */
function matrix(parameter: tf.Tensor): tf.Tensor2D {
  return parameter as tf.Tensor2D
}
