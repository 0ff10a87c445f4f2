// The gradients of TensorFlow.js's own operations; the lab has its own and leaves these out of the page.
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import * as tf from '@tensorflow/tfjs-core'
import type { TokenSequence } from '../src/models/transformer/batch'
import { layoutOf, type TransformerShape } from '../src/models/transformer/layout'

/**
 * The transformer of src/models/transformer as one would write it with TensorFlow.js alone: every position goes through
 * every layer, and the library differentiates the loss. The peer that the benchmark compares with. Tokens are looked up by
 * one-hot products, as in the lab: the gradient of `gather` needs a kernel that WASM does not have.
 */
export class PlainTransformer {
  /** By the names of `layoutOf`. */
  private readonly variables: ReadonlyMap<string, tf.Variable>
  private readonly optimizer: tf.Optimizer

  /** @param theta all parameters as the lab keeps them, [P] */
  constructor(
    private readonly shape: TransformerShape,
    theta: Float32Array,
    eta: number,
  ) {
    this.variables = new Map(
      layoutOf(shape).map(({ name, shape: sides, offset, size }) => [
        name,
        tf.variable(tf.tensor(theta.slice(offset, offset + size), [...sides])),
      ]),
    )
    this.optimizer = tf.train.adam(eta, 0.9, 0.999, 1e-8)
  }

  /** One step of Adam. @returns the loss before it, nats per sequence; the caller disposes of it */
  step(sequences: readonly TokenSequence[]): tf.Scalar {
    return tf.tidy(() => {
      const batch = this.upload(sequences)
      return this.optimizer.minimize(() => this.loss(batch), true, [...this.variables.values()])!
    })
  }

  private upload(sequences: readonly TokenSequence[]) {
    const { vocabulary: V } = this.shape
    const B = sequences.length
    const L = Math.max(...sequences.map(({ tokens }) => tokens.length)) - 1
    const ids = new Int32Array(B * L)
    const next = new Int32Array(B * L).fill(-1) // a row of zeros where nothing is predicted
    sequences.forEach(({ tokens, responseFrom }, b) => {
      for (let i = 0; i + 1 < tokens.length; i++) {
        ids[b * L + i] = tokens[i]
        if (i + 1 >= responseFrom) next[b * L + i] = tokens[i + 1]
      }
    })
    const future = tf.sub(1, tf.linalg.bandPart(tf.ones([L, L]), -1, 0))
    return {
      B,
      L,
      inputs: tf.cast(tf.oneHot(tf.tensor1d(ids), V), 'float32') as tf.Tensor2D,
      targets: tf.cast(tf.oneHot(tf.tensor1d(next), V), 'float32'),
      mask: tf.mul(future, -1e9),
    }
  }

  private loss({ B, L, inputs, targets, mask }: ReturnType<PlainTransformer['upload']>): tf.Scalar {
    const { width: d, layers } = this.shape
    const wte = this.get('wte') as tf.Tensor2D
    const tokens = tf.reshape(tf.matMul(inputs, wte), [B, L, d])
    const positions = tf.slice(this.get('wpe'), [0, 0], [L, d])
    let x = tf.reshape(tf.add(tokens, positions), [B * L, d]) as tf.Tensor2D
    for (let layer = 0; layer < layers; layer++) {
      x = tf.add(x, this.attention(this.layerNorm(x, `h${layer}.ln1`), `h${layer}.attn`, B, L, mask))
      x = tf.add(x, this.mlp(this.layerNorm(x, `h${layer}.ln2`), `h${layer}.mlp`))
    }
    const logits = tf.matMul(this.layerNorm(x, 'lnf'), wte, false, true)
    return tf.div(tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)))), B)
  }

  private attention(x: tf.Tensor2D, name: string, B: number, L: number, mask: tf.Tensor): tf.Tensor2D {
    const { width: d, heads } = this.shape
    const [q, k, v] = tf
      .split(this.linear(x, `${name}.qkv`), 3, 1)
      .map(part => tf.transpose(tf.reshape(part, [B, L, heads, d / heads]), [0, 2, 1, 3]))
    const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(d / heads))
    const mixed = tf.matMul(tf.softmax(tf.add(scores, mask)), v)
    return this.linear(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [B * L, d]), `${name}.out`)
  }

  private mlp(x: tf.Tensor2D, name: string): tf.Tensor2D {
    const h = this.linear(x, `${name}.fc`)
    const cube = tf.mul(h, tf.square(h))
    const gate = tf.tanh(tf.mul(Math.sqrt(2 / Math.PI), tf.add(h, tf.mul(0.044715, cube))))
    return this.linear(tf.mul(tf.mul(0.5, h), tf.add(1, gate)), `${name}.proj`)
  }

  private linear(x: tf.Tensor2D, name: string): tf.Tensor2D {
    return tf.add(tf.matMul(x, this.get(`${name}.w`) as tf.Tensor2D), this.get(`${name}.b`))
  }

  private layerNorm(x: tf.Tensor2D, name: string): tf.Tensor2D {
    const { mean, variance } = tf.moments(x, 1, true)
    const unit = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)))
    return tf.add(tf.mul(unit, this.get(`${name}.g`)), this.get(`${name}.b`))
  }

  private get(name: string): tf.Tensor {
    return this.variables.get(name)!
  }
}
