import { kernelThreads } from '../../../kernels/wasm/kernels'
import type { TokenSequence } from '../batch'
import { parameterCount, type TransformerShape } from '../layout'
import { type BatchSize, BYTES, type MemoryNeed, updateBytes } from '../memoryNeed'
import { type PackedChunk, packedChunks, ROWS } from './batch'
import { sharedBytes } from './helpers'
import { partsOf } from './parts'
import { PackedTransformer } from './transformer'

/**
 * Memory of a training step by kernels, between 1 and 1.25 times what they take (see memory.test.ts): of the thread's own, of
 * those of its helpers, and of what they share. It hardly depends on the batch, which is worked on in chunks.
 * @param slots vectors that the update rule remembers
 */
export function packedTrainingMemory(
  shape: TransformerShape,
  size: BatchSize,
  slots: number,
  threads = kernelThreads(),
): MemoryNeed {
  const P = parameterCount(shape)
  const shared = threads > 1 ? sharedBytes(shape, size.batch) : null
  const thread = PackedTransformer.bytes(shape, largestChunk(size))
  const update = updateBytes(P, slots)
  // The parameters that it began with, those that it has now, and what the rule remembers.
  const arrays = BYTES * (2 + slots) * P
  const passes = shared === null ? thread : threads * thread + shared
  return { largest: Math.max(thread, update), total: passes + update + arrays }
}

/** The largest chunk of a part of the batch: a long sequence, or as many rows as short ones may have together. */
function largestChunk({ batch, length, queries }: BatchSize): PackedChunk {
  const ofPart = Math.ceil(batch / (partsOf(batch).length - 1))
  const rows = Math.max(length, Math.min(ROWS, ofPart * length))
  const sequences: TokenSequence[] = []
  for (let left = rows; left > 0; left -= length) {
    const own = Math.min(left, length)
    sequences.push({ tokens: Array<number>(own + 1).fill(0), responseFrom: own + 1 - Math.min(own, queries) })
  }
  return packedChunks(sequences, batch)[0]
}
