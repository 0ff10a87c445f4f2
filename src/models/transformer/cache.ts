import * as tf from '@tensorflow/tfjs-core'
import { causalMask, FORBIDDEN, type KeysValues } from './attention'
import { blockForward, type View } from './block'
import type { TransformerShape } from './layout'
import { matrix, type Named, named, tidied } from './parameters'
import { predict } from './transformer'

/**
 * Keys and values of prompts and of what continues them, on the active backend, so that no token is read twice. Whoever is
 * given a cache owns its tensors.
 */
export interface PromptCache {
  /** Tokens of each prompt, [batch]. */
  readonly lengths: readonly number[]
  /** Tokens of the longest prompt: the first columns; shorter ones are filled up behind their ends, where nobody looks. */
  readonly longest: number
  /** Whose token each later column is: index of a continuation of its prompt. */
  readonly groups: readonly number[]
  /** Tokens of each continuation so far. */
  readonly depth: number
  /** By layer, [batch, heads, longest + groups.length, d/heads] each. */
  readonly layers: readonly KeysValues[]
}

/** A cache, and logits of the tokens that come next. */
export interface Continued {
  readonly cache: PromptCache
  /** After each token that was read last, [rows, V]; owned like the cache. */
  readonly logits: tf.Tensor2D
}

/**
 * Reads prompts of any lengths together; the logits, [batch, V], are of the token after each of them.
 * @param theta all parameters, [P]
 * @throws RangeError without prompts, or for one that is empty or longer than the context
 */
export function prefill(shape: TransformerShape, theta: tf.Tensor, prompts: readonly (readonly number[])[]): Continued {
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
  const ends = lengths.map(length => [length - 1])
  const { layers, logits } = tidied(() => {
    const all: View = { batch, mask: causalMask([iota(longest)], longest), rows: null, past: null }
    const rows = tf.tensor1d(
      ends.map(([end], b) => b * longest + end),
      'int32',
    )
    const last: View = { batch, mask: causalMask(ends, longest), rows, past: null }
    const positions = Int32Array.from(tokens, (_, row) => row % longest)
    const views = Array.from({ length: shape.layers }, (_, layer) => (layer === shape.layers - 1 ? last : all))
    return read(shape, named(shape, theta), tokens, positions, views)
  })
  return { cache: { lengths, longest, groups: [], depth: 0, layers }, logits }
}

/**
 * Reads on: each prompt's continuations, side by side, by the same number P of tokens each. Every token looks at its prompt
 * and at its own continuation so far. The cache that is returned has them too; the one that is given stays as it is.
 * @param theta all parameters, [P], those that the cache was made with
 * @param tokens by prompt, continuation (G of them, as many as before) and position, G ≥ 1 and P ≥ 1
 * @returns logits of the token after each of them, [batch · G · P, V]
 * @throws RangeError for other numbers of continuations or tokens, or where the context ends
 */
export function extend(
  shape: TransformerShape,
  theta: tf.Tensor,
  cache: PromptCache,
  tokens: readonly (readonly (readonly number[])[])[],
): Continued {
  const { lengths, longest, depth } = cache
  const { G, P } = sizesOf(cache, tokens)
  const furthest = longest + depth + P
  if (furthest > shape.context) {
    throw new RangeError(`The context ends after ${shape.context} tokens; ${furthest} are to be read.`)
  }
  const groups = [...cache.groups, ...Array.from({ length: G * P }, (_, row) => Math.floor(row / P))]
  const positions = Int32Array.from({ length: lengths.length * G * P }, (_, row) => {
    return lengths[Math.floor(row / (G * P))] + depth + (row % P)
  })
  const { layers, logits } = tidied(() => {
    const mask = tf.add(promptMask(cache, groups.length), groupMask(cache, groups, P)) as tf.Tensor4D
    const views = cache.layers.map((past): View => ({ batch: lengths.length, mask, rows: null, past }))
    return read(shape, named(shape, theta), Int32Array.from(tokens.flat(2)), positions, views)
  })
  return { cache: { lengths, longest, groups, depth: depth + P, layers }, logits }
}

export function disposeContinued({ cache, logits }: Continued): void {
  for (const { k, v } of cache.layers) tf.dispose([k, v])
  logits.dispose()
}

/** Runs tokens, [R], through every block, and frees all of it but keys and values. */
function read(shape: TransformerShape, p: Named, tokens: Int32Array, positions: Int32Array, views: readonly View[]) {
  let x = tidied(() => {
    const embedded = tf.gather(matrix(p.wte), tf.tensor1d(tokens, 'int32'))
    return tf.add(embedded, tf.gather(matrix(p.wpe), tf.tensor1d(positions, 'int32'))) as tf.Tensor2D // [R, d]
  })
  const layers: KeysValues[] = []
  views.forEach((view, layer) => {
    const taken = tidied(() => {
      const { x: after, block } = blockForward(shape, p, layer, x, view)
      return { x: after, k: block.attended.k, v: block.attended.v }
    })
    x.dispose()
    x = taken.x
    layers.push({ k: taken.k, v: taken.v })
  })
  return { layers, logits: predict(p, x).logits }
}

function sizesOf(cache: PromptCache, tokens: readonly (readonly (readonly number[])[])[]) {
  const G = tokens[0]?.length ?? 0
  const P = tokens[0]?.[0]?.length ?? 0
  const before = cache.depth > 0 ? cache.groups.length / cache.depth : G
  const even = tokens.every(groups => groups.length === G && groups.every(({ length }) => length === P))
  if (!even || tokens.length !== cache.lengths.length || G !== before || G < 1 || P < 1) {
    throw new RangeError('Every prompt needs equally many continuations, by equally many tokens, as many as before.')
  }
  return { G, P }
}

/** Hides what fills up shorter prompts, [batch, 1, 1, columns]. */
function promptMask({ lengths, longest }: PromptCache, later: number): tf.Tensor4D {
  const columns = longest + later
  const mask = new Float32Array(lengths.length * columns)
  lengths.forEach((length, b) => {
    mask.fill(FORBIDDEN, b * columns + length, b * columns + longest)
  })
  return tf.tensor4d(mask, [lengths.length, 1, 1, columns])
}

/** Hides other continuations, and what comes after in a token's own, [1, 1, G · P, columns]. */
function groupMask({ longest, groups: before }: PromptCache, groups: readonly number[], P: number): tf.Tensor4D {
  const rows = groups.length - before.length
  const columns = longest + groups.length
  const mask = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    groups.forEach((group, column) => {
      // Rows are the last of the columns: what stands behind a row's own place has not been written yet.
      const hidden = group !== Math.floor(row / P) || column - before.length > row
      if (hidden) mask[row * columns + longest + column] = FORBIDDEN
    })
  }
  return tf.tensor4d(mask, [1, 1, rows, columns])
}

function iota(length: number): Int32Array {
  return Int32Array.from({ length }, (_, h) => h)
}
