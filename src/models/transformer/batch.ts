import * as tf from '@tensorflow/tfjs-core'
import { causalMask } from './attention'

/** One training or held-out sequence: a prompt and its response. */
export interface TokenSequence {
  readonly tokens: readonly number[]
  /** Index of the first token of the response. */
  readonly responseFrom: number
  /** What its log-likelihood counts in a batch, of either sign; 1 where it says nothing. */
  readonly weight?: number
}

/** Sequences on the device; their owner disposes of them. */
export interface TokenBatch {
  readonly batch: number
  /** Tokens that are read: all but the last of each sequence. */
  readonly length: number
  /** Positions of each sequence at which a next token is predicted. */
  readonly queries: number
  /** One-hot of the tokens read, [batch · length, V]. */
  readonly inputs: tf.Tensor2D
  /** Rows of those positions among all tokens read, [batch · queries], int32. */
  readonly rows: tf.Tensor1D
  /** The sequence's weight at each token to be predicted there, 0 elsewhere, [batch · queries, V]. */
  readonly targets: tf.Tensor2D
  /** 0 where a token may look and −10⁹ at what comes after it: for all tokens, [1, 1, length, length], */
  readonly mask: tf.Tensor4D
  /** and for the positions at which one is predicted, [batch, 1, queries, length]. */
  readonly queryMask: tf.Tensor4D
}

/**
 * Uploads sequences as one batch that predicts their responses. Shorter ones are filled up behind their end, where causal
 * attention never looks from within them and no token counts. The caller owns the tensors.
 */
export function uploadBatch(sequences: readonly TokenSequence[], vocabulary: number): TokenBatch {
  const batch = sequences.length
  const length = Math.max(...sequences.map(({ tokens }) => tokens.length)) - 1
  const queries = Math.max(...sequences.map(({ tokens, responseFrom }) => tokens.length - responseFrom))
  const inputs = new Float32Array(batch * length * vocabulary)
  const targets = new Float32Array(batch * queries * vocabulary)
  const positions = sequences.map(({ responseFrom }) =>
    Int32Array.from({ length: queries }, (_, query) => Math.min(length - 1, responseFrom - 1 + query)),
  )
  sequences.forEach(({ tokens, responseFrom, weight = 1 }, i) => {
    for (let h = 0; h < tokens.length - 1; h++) inputs[(i * length + h) * vocabulary + tokens[h]] = 1
    for (let h = responseFrom; h < tokens.length; h++) {
      targets[(i * queries + h - responseFrom) * vocabulary + tokens[h]] = weight
    }
  })
  return {
    batch,
    length,
    queries,
    inputs: tf.tensor2d(inputs, [batch * length, vocabulary]),
    rows: tf.tensor1d(Int32Array.from(positions.flatMap((own, i) => Array.from(own, at => i * length + at))), 'int32'),
    targets: tf.tensor2d(targets, [batch * queries, vocabulary]),
    mask: causalMask([Int32Array.from({ length }, (_, h) => h)], length),
    queryMask: causalMask(positions, length),
  }
}

export function disposeBatch({ inputs, rows, targets, mask, queryMask }: TokenBatch): void {
  tf.dispose([inputs, rows, targets, mask, queryMask])
}
