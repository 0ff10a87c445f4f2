import { parameterCount, type TransformerShape } from './layout'
import type { TokenTask } from './task'

/** Sizes of a batch: sequences, tokens that are read of each, and positions of each at which a next one is predicted. */
export interface BatchSize {
  readonly batch: number
  readonly length: number
  readonly queries: number
}

/** What must be there at once, in bytes. */
export interface MemoryNeed {
  /** Of the largest single tensor. */
  readonly largest: number
  /** Of all tensors together, at the worst moment. */
  readonly total: number
}

/** What a device has for tensors, in bytes. */
export interface MemoryLimits {
  /** Whose limits they are, within a sentence, e.g. "the graphics device". */
  readonly device: string
  /** Of a single tensor. */
  readonly tensor: number
  /** Of all of them together. */
  readonly total: number
}

/** Of a float32. */
const BYTES = 4

/**
 * Memory of a training step: between 0.9 and 1.2 times what its tensors take on WASM (see memory.test.ts). Not in it: what is
 * lost between tensors, or kept for later ones.
 * @param slots vectors that the update rule remembers
 */
export function trainingMemory(shape: TransformerShape, size: BatchSize, slots: number): MemoryNeed {
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
  // The rule's arithmetic on whole vectors, weight decay included.
  const update = (7 + 7 * slots) * P
  // Parameters and memory are read back as one.
  const largest = Math.max(largestOf(shape, size), (1 + slots) * P)
  return { largest: BYTES * largest, total: BYTES * Math.max(pass, update) }
}

/** Memory of scoring a batch by tensors, without gradients; as good an estimate as `trainingMemory`. Kernels take a fraction of it. */
export function scoringMemory(shape: TransformerShape, size: BatchSize): MemoryNeed {
  let worst = 0
  for (const { inputs: R, rows: Q, weights } of blocksOf(shape, size)) {
    worst = Math.max(worst, shape.width * (14 * R + 40 * Q) + 4 * weights)
  }
  const logits = 2 * size.batch * size.queries * shape.vocabulary
  const total = 2 * parameterCount(shape) + batchTensors(shape, size) + logits + worst
  return { largest: BYTES * largestOf(shape, size), total: BYTES * total }
}

/**
 * Most that scoring should take at a time: far below what any device has, with tensors that every WebGPU device allows, and
 * a second or two of work, in floating-point operations, so that messages are not kept waiting.
 */
const FOR_SCORING = { total: 2 ** 29, tensor: 2 ** 27, work: 2e10 }

/**
 * Sequences to score at a time: a power of 2 up to `most`, fewer where they would take more than half a gigabyte, or long.
 */
export function scoringChunk(task: TokenTask, most: number): number {
  let chunk = most
  while (chunk > 1) {
    const size = longestBatch(task, chunk)
    const { total, largest } = scoringMemory(task.shape, size)
    const work = 2 * parameterCount(task.shape) * size.batch * size.length
    if (total <= FOR_SCORING.total && largest <= FOR_SCORING.tensor && work <= FOR_SCORING.work) break
    chunk /= 2
  }
  return chunk
}

/**
 * Sequences whose gradients are taken at a time, where a step adds up those of several parts: a power of 2 up to `most`.
 * @throws Error with a sentence if not even one fits within the limits
 */
export function trainingChunk(task: TokenTask, most: number, slots: number, limits: MemoryLimits): number {
  for (let chunk = most; ; chunk /= 2) {
    const problem = memoryProblem(task, chunk, slots, limits)
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
  const { largest, total } = stepMemory(task, K, slots)
  if (largest <= limits.tensor && total <= limits.total) return null
  const allowed =
    largest > limits.tensor
      ? `${limits.device} allows tensors of ${inWords(limits.tensor)} at most`
      : `${inWords(limits.total)} is the most that is asked of ${limits.device}`
  return `A step of this transformer needs about ${inWords(total)} (largest tensor ${inWords(largest)}); ${allowed}. Smaller K, H or width make it fit.`
}

/** Memory of a step on K sequences. @param slots vectors that the update rule remembers */
export function stepMemory(task: TokenTask, K: number, slots: number): MemoryNeed {
  return trainingMemory(task.shape, longestBatch(task, K), slots)
}

/** Floating-point operations of scoring so many responses, without samples: two for each parameter and token. */
export function scoringWork(task: TokenTask, responses: number): number {
  const { batch, length } = longestBatch(task, responses)
  return 2 * parameterCount(task.shape) * batch * length
}

/** Floating-point operations of a training step on K sequences: two for each parameter and token, and twice that again to go back. */
export function trainingWork(task: TokenTask, K: number): number {
  const { batch, length } = longestBatch(task, K)
  return 6 * parameterCount(task.shape) * batch * length
}

/** All as long as the longest can be. */
function longestBatch({ shape, classes, heldOut }: TokenTask, batch: number): BatchSize {
  const responses = classes.map((_, c) => heldOut(c, 0)).map(({ tokens, responseFrom }) => tokens.length - responseFrom)
  return { batch, length: shape.context - 1, queries: Math.max(...responses) }
}

function inWords(bytes: number): string {
  const [amount, unit] = bytes >= 2 ** 30 ? [bytes / 2 ** 30, 'GB'] : [bytes / 2 ** 20, 'MB']
  return `${amount.toLocaleString('en-US', { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`
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
