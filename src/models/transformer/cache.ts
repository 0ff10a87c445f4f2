import * as tf from '@tensorflow/tfjs-core'
import { attention, causalMask, type KeysValues, paddingMask, sharedAttention } from './attention'
import { blockForward } from './block'
import type { TransformerShape } from './layout'
import { matrix, type Named, named, tidied } from './parameters'
import { predict } from './transformer'

/**
 * Prompts that have been read: their keys and values on the active backend, so that whatever continues them need not read
 * them again. Whoever is given one owns its tensors.
 */
export interface PromptCache {
  /** Tokens of each prompt, [batch]. Shorter ones are filled up behind their ends, where nobody looks. */
  readonly lengths: readonly number[]
  /** By layer, [batch, heads, longest, d/heads] each. */
  readonly layers: readonly KeysValues[]
  /** Of the token after each prompt, [batch, V]. */
  readonly logits: tf.Tensor2D
}

/** What has been read behind the prompts of a cache, G continuations of each; owned like it. */
export interface Continuation {
  /** G. */
  readonly groups: number
  /** Tokens of each continuation so far. */
  readonly depth: number
  /** By layer, [batch · G, heads, depth, d/heads] each. */
  readonly layers: readonly KeysValues[]
  /** Of the token after each one of those that were read last, P of each continuation, [batch · G · P, V]. */
  readonly logits: tf.Tensor2D
}

/**
 * Reads prompts of any lengths together.
 * @param theta all parameters, [P]
 * @throws RangeError without prompts, or for one that is empty or longer than the context
 */
export function prefill(
  shape: TransformerShape,
  theta: tf.Tensor,
  prompts: readonly (readonly number[])[],
): PromptCache {
  const batch = prompts.length
  const lengths = prompts.map(({ length }) => length)
  const longest = Math.max(...lengths)
  if (batch === 0 || Math.min(...lengths) < 1 || longest > shape.context) {
    throw new RangeError(`A prompt needs 1 to ${shape.context} tokens; these have ${lengths.join(', ') || 'none'}.`)
  }
  const tokens = new Int32Array(batch * longest)
  prompts.forEach((prompt, b) => {
    tokens.set(prompt, b * longest)
  })
  const positions = Int32Array.from(tokens, (_, row) => row % longest)
  const size = { batch, heads: shape.heads }
  const read = tidied(() => {
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
  return { lengths, ...read }
}

/**
 * Reads on, P tokens of each continuation, all of a prompt's side by side. Every token looks at its prompt and at its own
 * continuation so far. The continuation that is returned has them too; what is given stays as it is.
 * @param theta all parameters, [P], those that the cache was made with
 * @param before what has been read behind the prompts; null for nothing
 * @param tokens by prompt, continuation (G ≥ 1 of them, as many as before) and position (P ≥ 1)
 * @throws RangeError for other numbers of continuations or tokens, or where the context ends
 */
export function extend(
  shape: TransformerShape,
  theta: tf.Tensor,
  prompts: PromptCache,
  before: Continuation | null,
  tokens: readonly (readonly (readonly number[])[])[],
): Continuation {
  const { lengths } = prompts
  const [G, P] = sizesOf(prompts, before, tokens)
  const depth = before?.depth ?? 0
  const furthest = Math.max(...lengths) + depth + P
  if (furthest > shape.context) {
    throw new RangeError(`The context ends after ${shape.context} tokens; ${furthest} are to be read.`)
  }
  const flat = Int32Array.from(tokens.flat(2))
  const positions = flat.map((_, row) => lengths[Math.floor(row / (G * P))] + depth + (row % P))
  const read = tidied(() => {
    const promptMask = paddingMask(lengths, Math.max(...lengths))
    const mask = causalMask([Int32Array.from({ length: P }, (_, p) => depth + p)], depth + P)
    return readTokens(shape, named(shape, theta), flat, positions, layer => {
      const shared = { prompts: prompts.layers[layer], promptMask, before: before?.layers[layer] ?? null, mask }
      return { rows: null, attend: (q: tf.Tensor2D, kv: tf.Tensor2D) => sharedAttention(q, kv, shared, G) }
    })
  })
  return { groups: G, depth: depth + P, ...read }
}

/** Frees a cache or a continuation. */
export function disposeRead({ layers, logits }: PromptCache | Continuation): void {
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
): { layers: readonly KeysValues[]; logits: tf.Tensor2D } {
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

function sizesOf(
  { lengths }: PromptCache,
  before: Continuation | null,
  tokens: readonly (readonly (readonly number[])[])[],
): [G: number, P: number] {
  const G = tokens[0]?.length ?? 0
  const P = tokens[0]?.[0]?.length ?? 0
  const even = tokens.every(groups => groups.length === G && groups.every(({ length }) => length === P))
  if (!even || tokens.length !== lengths.length || G !== (before?.groups ?? G) || G < 1 || P < 1) {
    throw new RangeError('Every prompt needs equally many continuations, by equally many tokens, as many as before.')
  }
  return [G, P]
}
