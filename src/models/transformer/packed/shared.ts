import type { TokenSequence } from '../batch'
import { parameterCount, type TransformerShape } from '../layout'
import { MOST_PARTS, partsOf } from './parts'
import type { PackedTransformer, Part } from './transformer'

/** Places of the header, int32. */
const GENERATION = 0
const CLAIMED = 1
const SEQUENCES = 2
/** The generation in which each part was finished. */
const FINISHED = 8
const HEADER = FINISHED + MOST_PARTS

/** Generations are counted in so many numbers, so that one fits beside the number of a part. */
const GENERATIONS = 2 ** 24
const PART_BITS = 4
const CLOSED = -1

/**
 * A batch whose parts several threads work on: parameters in, gradients out, through memory that they share. One thread
 * publishes batches and claims parts like the others, so that it waits for nobody who has not begun.
 */
export class SharedBatch {
  private readonly header: Int32Array
  private readonly losses: Float64Array
  private readonly weights: Float64Array
  private readonly tokens: Int32Array
  private readonly theta: Float32Array
  private readonly gradients: Float32Array

  static bytes(shape: TransformerShape, batch: number): number {
    return placesOf(shape, batch).end
  }

  /** @param buffer of `bytes`, zeros at first */
  constructor(
    readonly buffer: SharedArrayBuffer,
    private readonly shape: TransformerShape,
    batch: number,
  ) {
    const places = placesOf(shape, batch)
    const P = parameterCount(shape)
    this.losses = new Float64Array(buffer, 0, MOST_PARTS)
    this.weights = new Float64Array(buffer, places.weights, batch)
    this.header = new Int32Array(buffer, places.header, HEADER)
    this.tokens = new Int32Array(buffer, places.tokens, places.tokensOfEach * batch)
    this.theta = new Float32Array(buffer, places.theta, P)
    this.gradients = new Float32Array(buffer, places.gradients, MOST_PARTS * P)
  }

  /** Lets everybody claim parts of a batch. The one before must have been collected. @returns its generation */
  publish(theta: Float32Array, sequences: readonly TokenSequence[]): number {
    this.theta.set(theta)
    let at = 0
    for (const [i, { tokens, responseFrom, weight = 1 }] of sequences.entries()) {
      this.tokens[at++] = tokens.length
      this.tokens[at++] = responseFrom
      this.tokens.set(tokens, at)
      at += tokens.length
      this.weights[i] = weight
    }
    const { header } = this
    const generation = 1 + (Atomics.load(header, GENERATION) % GENERATIONS)
    header[SEQUENCES] = sequences.length
    Atomics.store(header, CLAIMED, generation << PART_BITS)
    Atomics.store(header, GENERATION, generation)
    Atomics.notify(header, GENERATION)
    return generation
  }

  /**
   * Takes parts of a batch as long as there are some, and computes them.
   * @param begun whether the transformer has the batch's parameters already
   */
  work(generation: number, transformer: PackedTransformer, begun: boolean): void {
    let sequences: TokenSequence[] | null = null
    for (let part = this.claim(generation); part !== null; part = this.claim(generation)) {
      // Only from here on is the batch sure to stay.
      if (!begun) transformer.begin(this.theta)
      begun = true
      sequences ??= this.sequences()
      const bounds = partsOf(sequences.length)
      this.finish(generation, part, transformer.part(sequences.slice(bounds[part], bounds[part + 1]), sequences.length))
    }
  }

  /** A part as soon as it is finished; null if it is not within so many milliseconds. Its gradient is a view. */
  collect(generation: number, part: number, milliseconds: number): Part | null {
    const until = performance.now() + milliseconds
    for (;;) {
      const seen = Atomics.load(this.header, FINISHED + part)
      if (seen === generation) break
      const left = until - performance.now()
      if (left <= 0) return null
      Atomics.wait(this.header, FINISHED + part, seen, left)
    }
    return { loss: this.losses[part], gradient: this.gradientOf(part) }
  }

  /** Waits for the batch after a generation, 0 for the first. @returns its generation; null once it is closed */
  next(after: number): number | null {
    Atomics.wait(this.header, GENERATION, after)
    const generation = Atomics.load(this.header, GENERATION)
    return generation === CLOSED ? null : generation
  }

  /** Sends everybody home. */
  close(): void {
    Atomics.store(this.header, GENERATION, CLOSED)
    Atomics.notify(this.header, GENERATION)
  }

  private claim(generation: number): number | null {
    for (;;) {
      const seen = Atomics.load(this.header, CLAIMED)
      const part = seen & (2 ** PART_BITS - 1)
      // Another generation's parts are not for those who come too late for theirs.
      if (seen >> PART_BITS !== generation || part >= partsOf(this.header[SEQUENCES]).length - 1) return null
      if (Atomics.compareExchange(this.header, CLAIMED, seen, seen + 1) === seen) return part
    }
  }

  private finish(generation: number, part: number, { loss, gradient }: Part): void {
    this.losses[part] = loss
    this.gradientOf(part).set(gradient)
    Atomics.store(this.header, FINISHED + part, generation)
    Atomics.notify(this.header, FINISHED + part)
  }

  private gradientOf(part: number): Float32Array {
    const P = parameterCount(this.shape)
    return this.gradients.subarray(part * P, (part + 1) * P)
  }

  private sequences(): TokenSequence[] {
    let at = 0
    return Array.from({ length: this.header[SEQUENCES] }, (_, i) => {
      const length = this.tokens[at++]
      const responseFrom = this.tokens[at++]
      const tokens = Array.from(this.tokens.subarray(at, at + length))
      at += length
      return { tokens, responseFrom, weight: this.weights[i] }
    })
  }
}

/** Bytes from the beginning; the widest numbers come first, so that all are aligned. */
function placesOf(shape: TransformerShape, batch: number) {
  const P = parameterCount(shape)
  // The last token has no position.
  const tokensOfEach = 2 + shape.context + 1
  const weights = 8 * MOST_PARTS
  const header = weights + 8 * batch
  const tokens = header + 4 * HEADER
  const theta = tokens + 4 * tokensOfEach * batch
  const gradients = theta + 4 * P
  return { weights, header, tokens, tokensOfEach, theta, gradients, end: gradients + 4 * P * MOST_PARTS }
}
