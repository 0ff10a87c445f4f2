import { planFor } from './gpuBatches'
import { parameterCount, type TransformerShape } from './layout'
import { type BatchSize, BYTES, type MemoryNeed } from './memoryNeed'

/**
 * Memory of a training step on a device, by the plan itself, which here only asks for its buffers. Not in it: what the step's
 * constants take, some kilobytes.
 * @param slots vectors that the update rule remembers
 */
export function gpuTrainingMemory(shape: TransformerShape, { batch, length }: BatchSize, slots: number): MemoryNeed {
  // Parameters and what the rule remembers are one buffer, and are read through another one.
  const state = BYTES * (1 + slots) * parameterCount(shape)
  const sizes = [state, state]
  const createBuffer = ({ size }: GPUBufferDescriptor) => {
    sizes.push(size)
    return { size } as GPUBuffer
  }
  planFor({ createBuffer }, shape, { buffer: { size: state } as GPUBuffer }, batch * length)
  return { largest: Math.max(...sizes), total: sizes.reduce((sum, size) => sum + size, 0) }
}
