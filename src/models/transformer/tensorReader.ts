import * as tf from '@tensorflow/tfjs-core'
import { attention, causalMask, type KeysValues, paddingMask, sharedAttention } from './attention'
import { blockForward } from './block'
import type { TransformerShape } from './layout'
import { matrix, type Named, named, tidied } from './parameters'
import { type Continuation, type Continuing, lengthsOf, type PromptsRead, type Reader, stepOf } from './reader'
import { predict } from './transformer'

/** Reads on the tensors' backend: the reference for all other readers. */
export function openTensorReader(shape: TransformerShape, theta: Float32Array): Reader {
  const parameters = tf.tensor1d(theta)
  return {
    shape,
    prompts: prompts => new Prompts(shape, parameters, prompts),
    dispose() {
      parameters.dispose()
    },
  }
}

/** Tensors that were read. */
interface Taken {
  /** By layer, [sequences, heads, tokens, d/heads] each. */
  readonly layers: readonly KeysValues[]
  /** [rows, V]. */
  readonly logits: tf.Tensor2D
}

class Prompts implements PromptsRead {
  readonly lengths: readonly number[]
  /** Shorter prompts are filled up behind their ends, where nobody looks: tokens are as many as the longest has. */
  private readonly taken: Taken

  constructor(
    readonly shape: TransformerShape,
    private readonly theta: tf.Tensor,
    prompts: readonly (readonly number[])[],
  ) {
    this.lengths = lengthsOf(shape, prompts)
    const { lengths } = this
    const batch = prompts.length
    const longest = Math.max(...lengths)
    const tokens = new Int32Array(batch * longest)
    prompts.forEach((prompt, b) => {
      tokens.set(prompt, b * longest)
    })
    const positions = tokens.map((_, row) => row % longest)
    const size = { batch, heads: shape.heads }
    this.taken = tidied(() => {
      const mask = causalMask([positions.subarray(0, longest)], longest)
      const ends = lengths.map((length, b) => b * longest + length - 1)
      const lastMask = causalMask(
        lengths.map(length => [length - 1]),
        longest,
      )
      const lastRows = tf.tensor1d(ends, 'int32')
      return readTokens(shape, named(shape, theta), tokens, positions, layer => {
        // Of the last block, nothing but what comes after the prompts is asked for.
        const isLast = layer === shape.layers - 1
        return {
          rows: isLast ? lastRows : null,
          attend: (q: tf.Tensor2D, kv: tf.Tensor2D) => attention(q, kv, isLast ? lastMask : mask, size),
        }
      })
    })
  }

  logits(): Promise<Float32Array> {
    return valuesOf(this.taken)
  }

  extend(tokens: Continuing): Continuation {
    return this.extendBehind(null, tokens)
  }

  extendBehind(before: Continued | null, tokens: Continuing): Continuation {
    const { shape, theta, lengths } = this
    const { groups: G, before: depth, added: P } = stepOf(shape, lengths, before, tokens)
    const flat = Int32Array.from(tokens.flat(2))
    const positions = flat.map((_, row) => lengths[Math.floor(row / (G * P))] + depth + (row % P))
    const taken = tidied(() => {
      const promptMask = paddingMask(lengths, Math.max(...lengths))
      const mask = causalMask([Int32Array.from({ length: P }, (_, p) => depth + p)], depth + P)
      return readTokens(shape, named(shape, theta), flat, positions, layer => {
        const own = before?.taken.layers[layer] ?? null
        const shared = { prompts: this.taken.layers[layer], promptMask, before: own, mask }
        return { rows: null, attend: (q: tf.Tensor2D, kv: tf.Tensor2D) => sharedAttention(q, kv, shared, G) }
      })
    })
    return new Continued(this, G, depth + P, taken)
  }

  dispose(): void {
    free(this.taken)
  }
}

class Continued implements Continuation {
  readonly shape: TransformerShape

  constructor(
    private readonly prompts: Prompts,
    readonly groups: number,
    readonly depth: number,
    readonly taken: Taken,
  ) {
    this.shape = prompts.shape
  }

  logits(): Promise<Float32Array> {
    return valuesOf(this.taken)
  }

  extend(tokens: Continuing): Continuation {
    return this.prompts.extendBehind(this, tokens)
  }

  dispose(): void {
    free(this.taken)
  }
}

async function valuesOf({ logits }: Taken): Promise<Float32Array> {
  return (await logits.data()) as Float32Array
}

function free({ layers, logits }: Taken): void {
  for (const { k, v } of layers) tf.dispose([k, v])
  logits.dispose()
}

/** How a block attends, and the rows that it goes on with; null for all. */
interface Attending {
  readonly rows: tf.Tensor1D | null
  attend(queries: tf.Tensor2D, keysValues: tf.Tensor2D): KeysValues & { readonly y: tf.Tensor2D }
}

/** Runs tokens, [R], through every block, and frees all of it but keys and values. */
function readTokens(
  shape: TransformerShape,
  p: Named,
  tokens: Int32Array,
  positions: Int32Array,
  attending: (layer: number) => Attending,
): Taken {
  let x = tidied(() => {
    const embedded = tf.gather(matrix(p.wte), tf.tensor1d(tokens, 'int32'))
    return tf.add(embedded, tf.gather(matrix(p.wpe), tf.tensor1d(positions, 'int32'))) as tf.Tensor2D // [R, d]
  })
  const layers = Array.from({ length: shape.layers }, (_, layer): KeysValues => {
    const { rows, attend } = attending(layer)
    const taken = tidied(() => {
      const { x: after, block } = blockForward(shape, p, layer, x, rows, attend)
      return { x: after, kv: { k: block.attended.k, v: block.attended.v } }
    })
    x.dispose()
    x = taken.x
    return taken.kv
  })
  return { layers, logits: predict(p, x).logits }
}
