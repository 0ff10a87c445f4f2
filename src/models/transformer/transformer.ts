import * as tf from '@tensorflow/tfjs-core'
import { attention } from './attention'
import type { TokenBatch } from './batch'
import { type Block, blockBackward, blockForward } from './block'
import { layoutOf, type TransformerShape } from './layout'
import { layerNorm, layerNormGradient, type Normalized } from './operations'
import { matrix, type Named, named, tidied } from './parameters'

/** What the last block's rows, [Q, d], predict. */
interface Prediction {
  readonly last: Normalized
  /** [Q, V]. */
  readonly logits: tf.Tensor2D
}

interface Pass extends Prediction {
  readonly blocks: readonly Block[]
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
 * Gradient of the log-likelihood, [P]: mean over the batch of the sum over the response's tokens, each sequence times its
 * weight; and that mean as a loss, nats per sequence. To be called inside `tf.tidy`.
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
  const counts = tf.sum(batch.targets, 1, true) // [batch · queries, 1]: what a token counts
  const residual = tf.sub(batch.targets, tf.mul(counts, tf.exp(logProbs))) // [batch · queries, V]
  const dLogits = tf.div(residual, batch.batch) as tf.Tensor2D
  const gradients = backward(shape, parameters, batch, pass, dLogits)
  const flat = layoutOf(shape).map(({ name, size }) => tf.reshape(gradients[name], [size]))
  return { loss, gradient: tf.concat(flat) as tf.Tensor1D }
}

/** What follows the last block: its normalization, and the head that is tied to the token embedding. */
export function predict(p: Named, x: tf.Tensor2D): Prediction {
  const last = tidied(() => layerNorm(x, p['lnf.g'], p['lnf.b']))
  return { last, logits: tf.matMul(last.y, tf.transpose(p.wte)) }
}

/** @param remember whether a backward pass will ask for the blocks; where none will, each is freed at once */
function forward(shape: TransformerShape, p: Named, input: TokenBatch, remember: boolean): Pass {
  const { width: d, layers, heads } = shape
  const { batch, length, inputs } = input
  const size = { batch, heads }
  let x = tidied(() => {
    const positions = tf.slice(p.wpe, [0, 0], [length, d]) // [length, d]
    const tokens = tf.reshape(tf.matMul(inputs, matrix(p.wte)), [batch, length, d])
    return tf.reshape(tf.add(tokens, positions), [batch * length, d]) as tf.Tensor2D // [R, d]
  })
  const blocks: Block[] = []
  for (let layer = 0; layer < layers; layer++) {
    const { rows, mask } = viewOf(shape, input, layer)
    const taken = tidied(() =>
      blockForward(shape, p, layer, x, rows, (queries, keysValues) => attention(queries, keysValues, mask, size)),
    )
    x.dispose()
    x = taken.x
    if (remember) blocks.push(taken.block)
    else tf.dispose(taken.block as object as tf.TensorContainer)
  }
  return { blocks, ...predict(p, x) }
}

/** What the last block does with rows that predict nothing would never be seen: it goes on with the others. */
function viewOf({ layers }: TransformerShape, { mask, queryMask, rows }: TokenBatch, layer: number) {
  return layer === layers - 1 ? { rows, mask: queryMask } : { rows: null, mask }
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
    const { rows } = viewOf(shape, input, layer)
    const taken = tidied(() => blockBackward(shape, p, layer, blocks[layer], batch, rows, dx))
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
