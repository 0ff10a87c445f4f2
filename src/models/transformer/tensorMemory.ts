import { parameterCount, type TransformerShape } from './layout'
import { type BatchSize, BYTES, type MemoryNeed, updateBytes } from './memoryNeed'

/**
 * Memory of a training step by tensors: between 0.9 and 1.2 times what they take on WASM (see tensorMemory.test.ts). Not in
 * it: what is lost between tensors, or kept for later ones.
 * @param slots vectors that the update rule remembers
 */
export function tensorTrainingMemory(shape: TransformerShape, size: BatchSize, slots: number): MemoryNeed {
  const P = parameterCount(shape)
  const V = shape.vocabulary
  let kept = 0
  let worst = 0
  for (const { inputs: R, rows: Q, weights } of blocksOf(shape, size)) {
    // What the backward pass will ask for: normalized rows twice, keys and values; the rest by the rows it goes on with.
    kept += shape.width * (4 * R + 17 * Q) + weights
    // What it makes of them until the block is done, transposed matrices included.
    worst = Math.max(worst, kept + shape.width * (18 * R + 29 * Q + 18 * shape.width) + 5 * weights)
  }
  // Parameters, their slices by name, and their gradients; the logits, and what leads from them to their gradient.
  const pass = (3 + slots) * P + batchTensors(shape, size) + 9 * size.batch * size.queries * V + worst
  // Parameters and memory are read back as one.
  const largest = Math.max(largestOf(shape, size), (1 + slots) * P)
  return { largest: BYTES * largest, total: Math.max(BYTES * pass, updateBytes(P, slots)) }
}

/** Memory of scoring a batch by tensors, without gradients; as good an estimate. Kernels take a fraction of it. */
export function scoringMemory(shape: TransformerShape, size: BatchSize): MemoryNeed {
  let worst = 0
  for (const { inputs: R, rows: Q, weights } of blocksOf(shape, size)) {
    worst = Math.max(worst, shape.width * (14 * R + 40 * Q) + 4 * weights)
  }
  const logits = 2 * size.batch * size.queries * shape.vocabulary
  const total = 2 * parameterCount(shape) + batchTensors(shape, size) + logits + worst
  return { largest: BYTES * largestOf(shape, size), total: BYTES * total }
}

/** Rows that each block reads, rows that it goes on with, and entries of its attention weights. */
function blocksOf({ layers, heads }: TransformerShape, { batch, length, queries }: BatchSize) {
  return Array.from({ length: layers }, (_, layer) => {
    const own = layer === layers - 1 ? queries : length
    return { inputs: batch * length, rows: batch * own, weights: batch * heads * own * length }
  })
}

/** Entries of the tensors of a `TokenBatch`. */
function batchTensors({ vocabulary: V }: TransformerShape, { batch, length, queries }: BatchSize): number {
  return batch * (length * V + queries * V + queries + queries * length) + length ** 2
}

/** Entries of the largest tensor of a pass: one-hot inputs, attention weights, the hidden layer, or keys and values. */
function largestOf(shape: TransformerShape, size: BatchSize): number {
  const { vocabulary: V, width: d } = shape
  const blocks = blocksOf(shape, size)
  const ofBlocks = blocks.map(({ inputs, rows, weights }) => Math.max(weights, 4 * d * rows, 2 * d * inputs))
  return Math.max(size.batch * size.length * V, parameterCount(shape), ...ofBlocks)
}
