import * as tf from '@tensorflow/tfjs-core'
import { type Attended, attention, attentionGradient, type PassSize } from './attention'
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

/** Sequences to learn from, on the device; their owner disposes of them. */
export interface TokenBatch {
  readonly batch: number
  /** Tokens that are read: all but the last of each sequence. */
  readonly length: number
  /** One-hot of the tokens read, [R, V], R = batch · length. */
  readonly inputs: tf.Tensor2D
  /** One-hot of the tokens to be predicted, [R, V], all zero where a token is not part of the response. */
  readonly targets: tf.Tensor2D
  /** 0 where a token may look and −10⁹ at what comes after it, [1, length, length]. */
  readonly mask: tf.Tensor3D
}

type Named = Readonly<Record<string, tf.Tensor>>

/** What the backward pass needs of a block's forward pass. Shapes: R tokens, width d. */
interface Block {
  readonly before: Normalized // [R, d]
  readonly attended: Attended
  readonly between: Normalized // [R, d]
  readonly hidden: tf.Tensor2D // [R, 4d], before GELU
  readonly gate: tf.Tensor2D // [R, 4d]
  readonly active: tf.Tensor2D // [R, 4d], after GELU
}

interface Pass {
  readonly blocks: readonly Block[]
  readonly last: Normalized
  /** [R, V]. */
  readonly logits: tf.Tensor2D
}

/**
 * Logits of the next token, [R, V]: GPT-2-like, causal, pre-LayerNorm (ε 1e-5), tanh-GELU, learned positions, the head tied to
 * the token embedding. To be called inside `tf.tidy`.
 * @param theta all parameters, [P]
 */
export function logitsOf(shape: TransformerShape, theta: tf.Tensor, batch: TokenBatch): tf.Tensor2D {
  return forward(shape, named(shape, theta), batch).logits
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
  const pass = forward(shape, parameters, batch)
  const logProbs = tf.logSoftmax(pass.logits) // [R, V]
  const loss = tf.div(tf.neg(tf.sum(tf.mul(batch.targets, logProbs))), batch.batch) as tf.Scalar
  const counts = tf.sum(batch.targets, 1, true) // [R, 1]: 1 where a token counts
  const residual = tf.sub(batch.targets, tf.mul(counts, tf.exp(logProbs))) // [R, V]
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

function forward(shape: TransformerShape, p: Named, { batch, length, inputs, mask }: TokenBatch): Pass {
  const { width: d, layers, heads } = shape
  const size: PassSize = { batch, length, heads }
  const positions = tf.slice(p.wpe, [0, 0], [length, d]) // [length, d]
  const tokens = tf.reshape(tf.matMul(inputs, p.wte as tf.Tensor2D), [batch, length, d])
  let x = tf.reshape(tf.add(tokens, positions), [batch * length, d]) as tf.Tensor2D // [R, d]
  const blocks: Block[] = []
  for (let layer = 0; layer < layers; layer++) {
    const own = (name: string) => p[`h${layer}.${name}`]
    const before = layerNorm(x, own('ln1.g'), own('ln1.b'))
    const attended = attention(linear(before.y, matrix(own('attn.qkv.w')), own('attn.qkv.b')), mask, size)
    x = tf.add(x, linear(attended.y, matrix(own('attn.out.w')), own('attn.out.b')))
    const between = layerNorm(x, own('ln2.g'), own('ln2.b'))
    const hidden = linear(between.y, matrix(own('mlp.fc.w')), own('mlp.fc.b')) // [R, 4d]
    const gate = geluGate(hidden)
    const active = gelu(hidden, gate)
    x = tf.add(x, linear(active, matrix(own('mlp.proj.w')), own('mlp.proj.b')))
    blocks.push({ before, attended, between, hidden, gate, active })
  }
  const last = layerNorm(x, p['lnf.g'], p['lnf.b'])
  return { blocks, last, logits: tf.matMul(last.y, tf.transpose(p.wte)) }
}

/** Gradient of everything that the logits' gradient, [R, V], leads to, by parameter. */
function backward(
  shape: TransformerShape,
  p: Named,
  { batch, length, inputs }: TokenBatch,
  { blocks, last }: Pass,
  dLogits: tf.Tensor2D,
): Named {
  const { width: d, heads, context } = shape
  const gradients: Record<string, tf.Tensor> = {}
  const dHead = tf.matMul(tf.transpose(dLogits), last.y) // [V, d]
  const final = layerNormGradient(tf.matMul(dLogits, matrix(p.wte)), last, p['lnf.g'])
  gradients['lnf.g'] = final.dg
  gradients['lnf.b'] = final.db
  let dx = final.dx // [R, d]
  for (let layer = blocks.length - 1; layer >= 0; layer--) {
    const { before, attended, between, hidden, gate, active } = blocks[layer]
    const own = (name: string) => p[`h${layer}.${name}`]
    const keep = (name: string, gradient: { dw: tf.Tensor; db: tf.Tensor }) => {
      gradients[`h${layer}.${name}.w`] = gradient.dw
      gradients[`h${layer}.${name}.b`] = gradient.db
    }
    const keepNorm = (name: string, gradient: { dg: tf.Tensor; db: tf.Tensor }) => {
      gradients[`h${layer}.${name}.g`] = gradient.dg
      gradients[`h${layer}.${name}.b`] = gradient.db
    }
    const proj = linearGradient(dx, active, matrix(own('mlp.proj.w')))
    const fc = linearGradient(geluGradient(proj.dx, hidden, gate), between.y, matrix(own('mlp.fc.w')))
    const ln2 = layerNormGradient(fc.dx, between, own('ln2.g'))
    dx = tf.add(dx, ln2.dx)
    const out = linearGradient(dx, attended.y, matrix(own('attn.out.w')))
    const dQkv = attentionGradient(out.dx, attended, { batch, length, heads })
    const qkv = linearGradient(dQkv, before.y, matrix(own('attn.qkv.w')))
    const ln1 = layerNormGradient(qkv.dx, before, own('ln1.g'))
    dx = tf.add(dx, ln1.dx)
    keep('mlp.proj', proj)
    keep('mlp.fc', fc)
    keepNorm('ln2', ln2)
    keep('attn.out', out)
    keep('attn.qkv', qkv)
    keepNorm('ln1', ln1)
  }
  gradients.wte = tf.add(dHead, tf.matMul(tf.transpose(inputs), dx)) // [V, d]
  const dPositions = tf.sum(tf.reshape(dx, [batch, length, d]), 0) // [length, d]
  gradients.wpe = tf.pad(dPositions as tf.Tensor2D, [
    [0, context - length],
    [0, 0],
  ])
  return gradients
}

/** The layout says which parameters are matrices; the type does not. */
function matrix(parameter: tf.Tensor): tf.Tensor2D {
  return parameter as tf.Tensor2D
}
