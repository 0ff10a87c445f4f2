import * as tf from '@tensorflow/tfjs-core'
import { compiledKernels } from '../../kernels/wasm/kernels'
import { gpuTrainingMemory } from './gpuMemory'
import { parameterCount } from './layout'
import { type MemoryNeed, updateBytes } from './memoryNeed'
import { packedTrainingMemory } from './packed/memory'
import type { TokenTask } from './task'
import { scoringMemory, tensorTrainingMemory } from './tensorMemory'
import { longestBatch, scoringWork } from './work'

/** What a device has for the lab, in bytes. */
export interface MemoryLimits {
  /** Whose limits they are, within a sentence, e.g. "the graphics device". */
  readonly device: string
  /** In one piece: for a tensor, a buffer, or a kernel's memory. */
  readonly piece: number
  /** In all pieces together. */
  readonly total: number
}

/**
 * Most that scoring should take at a time: far below what any device has, with tensors that every WebGPU device allows, and
 * a second or two of work, in floating-point operations, so that messages are not kept waiting.
 */
const FOR_SCORING = { total: 2 ** 29, piece: 2 ** 27, work: 2e10 }

/**
 * Sequences to score at a time: a power of 2 up to `most`, fewer where they would take more than half a gigabyte, or long.
 */
export function scoringChunk(task: TokenTask, most: number): number {
  let chunk = most
  while (chunk > 1) {
    const { total, largest } = scoringMemory(task.shape, longestBatch(task, chunk))
    const work = scoringWork(task, chunk)
    if (total <= FOR_SCORING.total && largest <= FOR_SCORING.piece && work <= FOR_SCORING.work) break
    chunk /= 2
  }
  return chunk
}

/**
 * Sequences whose gradients are taken at a time, where a step adds up those of several parts: a power of 2 up to `most`.
 * @throws Error with a sentence if not even one fits within the limits
 */
export function trainingChunk(task: TokenTask, most: number, slots: number, limits: MemoryLimits): number {
  // Here it is tensors that the rule's own step is taken by, which on a device come beside what it takes itself.
  const beside = tf.getBackend() === 'webgpu' ? updateBytes(parameterCount(task.shape), slots) : 0
  const left = { ...limits, total: limits.total - beside }
  for (let chunk = most; ; chunk /= 2) {
    const problem = memoryProblem(task, chunk, slots, left)
    if (problem === null) return chunk
    if (chunk <= 1) throw new Error(problem)
  }
}

/**
 * Why a step cannot be taken within the limits, in a sentence; null where it can.
 * @param K sequences of a step
 * @param slots vectors that the update rule remembers
 */
export function memoryProblem(task: TokenTask, K: number, slots: number, limits: MemoryLimits): string | null {
  const need = stepMemory(task, K, slots)
  if (fits(need, limits)) return null
  const { largest, total } = need
  const allowed =
    largest > limits.piece
      ? `${limits.device} allows pieces of ${inWords(limits.piece)} at most`
      : `${inWords(limits.total)} is the most that is asked of ${limits.device}`
  const smaller = fits(stepMemory(task, 1, slots), limits)
    ? 'Smaller K, H or width'
    : 'Smaller H or width, or fewer layers,'
  return `A step of this transformer needs about ${inWords(total)} (largest piece ${inWords(largest)}); ${allowed}. ${smaller} make it fit.`
}

/** Memory of a step on K sequences by what takes it on the active backend. @param slots vectors that the update rule remembers */
export function stepMemory(task: TokenTask, K: number, slots: number): MemoryNeed {
  const { shape } = task
  const size = longestBatch(task, K)
  const backend = tf.getBackend()
  if (backend === 'webgpu') return gpuTrainingMemory(shape, size, slots)
  if (backend === 'wasm' && compiledKernels()) return packedTrainingMemory(shape, size, slots)
  return tensorTrainingMemory(shape, size, slots)
}

function fits({ largest, total }: MemoryNeed, limits: MemoryLimits): boolean {
  return largest <= limits.piece && total <= limits.total
}

function inWords(bytes: number): string {
  const [amount, unit] = bytes >= 2 ** 30 ? [bytes / 2 ** 30, 'GB'] : [bytes / 2 ** 20, 'MB']
  return `${amount.toLocaleString('en-US', { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`
}
