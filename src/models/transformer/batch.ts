import * as tf from '@tensorflow/tfjs-core'
import { causalMask } from './attention'
import type { TokenBatch } from './transformer'

/** One training or held-out sequence: a prompt and its response. */
export interface TokenSequence {
  readonly tokens: readonly number[]
  /** Index of the first token of the response. */
  readonly responseFrom: number
}

/**
 * Uploads sequences as one batch. Shorter ones are filled up behind their end, where causal attention never looks from
 * within them and no token counts. The caller owns the tensors.
 */
export function uploadBatch(sequences: readonly TokenSequence[], vocabulary: number): TokenBatch {
  const batch = sequences.length
  const length = Math.max(...sequences.map(({ tokens }) => tokens.length)) - 1
  const inputs = new Float32Array(batch * length * vocabulary)
  const targets = new Float32Array(batch * length * vocabulary)
  sequences.forEach(({ tokens, responseFrom }, i) => {
    for (let h = 0; h < tokens.length - 1; h++) {
      const row = (i * length + h) * vocabulary
      inputs[row + tokens[h]] = 1
      if (h + 1 >= responseFrom) targets[row + tokens[h + 1]] = 1
    }
  })
  return {
    batch,
    length,
    inputs: tf.tensor2d(inputs, [batch * length, vocabulary]),
    targets: tf.tensor2d(targets, [batch * length, vocabulary]),
    mask: causalMask(length),
  }
}

export function disposeBatch({ inputs, targets, mask }: TokenBatch): void {
  tf.dispose([inputs, targets, mask])
}
