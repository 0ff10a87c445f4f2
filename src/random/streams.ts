import { philox4x32 } from './philox'

/** Named streams. Their numbers are part of what a link means and never change. */
const STREAMS = {
  data: 0,
  initialisation: 1,
  evaluation: 2,
  sampling: 3,
  features: 4,
  teacher: 5,
  /** Prompts of post-training, and the draws behind responses to them. */
  postPrompts: 6,
  postResponses: 7,
} as const

export type StreamName = keyof typeof STREAMS

const WORDS = 2 ** 32

/**
 * An endless three-dimensional table of independent random words, read in any order. Word (i, j, k) is lane k mod 4 of the
 * Philox block with counter (⌊k/4⌋, j, i, 0) and key (seed, stream), so that any device can compute it on its own.
 * Coordinates are integers from 0 to 2^32 − 1.
 */
export class Stream {
  private readonly name: number
  private readonly words = new Uint32Array(4)
  private i = -1
  private j = -1
  private block = -1

  /** @param seed integer from 0 to 2^32 − 1 */
  constructor(
    private readonly seed: number,
    name: StreamName,
  ) {
    this.name = STREAMS[name]
  }

  /** What Philox is given as its key, so that another device can compute the same words. */
  get key(): readonly [seed: number, stream: number] {
    return [this.seed, this.name]
  }

  /** A uniform integer from 0 to 2^32 − 1. */
  uint32(i: number, j: number, k: number): number {
    const block = k >>> 2
    // Neighbouring words come from one block; it is computed once.
    if (block !== this.block || j !== this.j || i !== this.i) {
      philox4x32(block, j, i, 0, this.seed, this.name, this.words)
      this.i = i
      this.j = j
      this.block = block
    }
    return this.words[k & 3]
  }

  /** Uniform in the open interval (0, 1). */
  uniform(i: number, j: number, k: number): number {
    return (this.uint32(i, j, k) + 0.5) / WORDS
  }

  /** Standard normal, by Box and Muller from the words 2k and 2k + 1. */
  normal(i: number, j: number, k: number): number {
    const radius = Math.sqrt(-2 * Math.log(this.uniform(i, j, 2 * k)))
    return radius * Math.cos(2 * Math.PI * this.uniform(i, j, 2 * k + 1))
  }
}
