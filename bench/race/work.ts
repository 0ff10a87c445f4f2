import type { TransformerShape } from '../../src/models/transformer/layout'

/** What every engine is given: a transformer, and batches of sequences at whose every position a token is predicted. */
export interface Work {
  readonly shape: TransformerShape
  /** Sequences of a step. */
  readonly batch: number
}

/** Small enough to train while someone watches; 106,496 parameters. */
export const SMALL: Work = { shape: { vocabulary: 36, context: 64, width: 64, layers: 2, heads: 4 }, batch: 32 }

/** As large as the paper’s, on the batches of the lab’s preset for it. */
export const LARGE: Work = { shape: { vocabulary: 52, context: 128, width: 384, layers: 6, heads: 4 }, batch: 32 }

/** Step size of Adam; β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
export const ETA = 1e-3

/** Steps between two readings of the loss. */
export const READ_EVERY = 10

/** Batches that the steps take in turn: drawing sequences is not what is measured. */
export const BATCHES = 4

/** Tokens of sequence k of a step, [context + 1]: a pattern that can be learned. */
export function tokensOf({ shape: { vocabulary, context } }: Work, step: number, k: number): readonly number[] {
  const from = 7 * k + 5 * (step % BATCHES)
  return Array.from({ length: context + 1 }, (_, h) => (from + 3 * h * h + h) % vocabulary)
}

/** Multiplications and additions of a step’s products, forwards and back; a causal half of those of attention. */
export function flopsOf({ shape: { width: d, layers, context, vocabulary }, batch }: Work): number {
  const weights = layers * 12 * d * d + vocabulary * d
  const attention = (layers * 7 * 2 * batch * context * context * d) / 2
  return 6 * batch * context * weights + attention
}

/** Side of the matrices whose product measures the machine. */
export const SIDE = 1024
