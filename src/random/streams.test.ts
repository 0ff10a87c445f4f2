import { describe, expect, it } from 'vitest'
import { philox4x32 } from './philox'
import { Stream, type StreamName } from './streams'

/** The numbers are written out again here: changing one would change what every link means. */
const NUMBERS: Record<StreamName, number> = {
  data: 0,
  initialisation: 1,
  evaluation: 2,
  sampling: 3,
  features: 4,
  teacher: 5,
  postPrompts: 6,
  postResponses: 7,
}
const NAMES = Object.keys(NUMBERS) as StreamName[]

/** 255 degrees of freedom: a chi-square statistic falls outside with probability 1e-5. */
const CHI_SQUARE_255 = [167.2895, 367.3435] as const
/** A standard normal variable exceeds this in absolute value with probability 1e-5. */
const Z = 4.4172

function chiSquare(counts: ArrayLike<number>): number {
  const observed = Array.from(counts)
  const expected = observed.reduce((sum, count) => sum + count, 0) / observed.length
  return observed.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

function expectUniform(counts: ArrayLike<number>): void {
  const statistic = chiSquare(counts)
  expect(statistic).toBeGreaterThan(CHI_SQUARE_255[0])
  expect(statistic).toBeLessThan(CHI_SQUARE_255[1])
}

describe('Stream layout', () => {
  it.each(NAMES)('%s: word (i, j, k) is lane k mod 4 of counter (⌊k/4⌋, j, i, 0) under key (seed, number)', name => {
    const lanes = new Uint32Array(4)
    for (const seed of [0, 3, 2 ** 31, 2 ** 32 - 1]) {
      const stream = new Stream(seed, name)
      for (const [i, j, k] of [
        [0, 0, 0],
        [1, 2, 3],
        [7, 0, 4],
        [2 ** 31, 2 ** 32 - 1, 6],
        [5, 9, 2 ** 32 - 1],
      ]) {
        philox4x32(Math.floor(k / 4), j, i, 0, seed, NUMBERS[name], lanes)
        expect(stream.uint32(i, j, k)).toBe(lanes[k % 4])
      }
    }
  })

  it('gives uniforms (word + ½)/2^32 and normals by Box and Muller from words 2k and 2k + 1', () => {
    const words = new Stream(11, 'features')
    const stream = new Stream(11, 'features')
    for (let k = 0; k < 50; k++) {
      const [radial, angular] = [2 * k, 2 * k + 1].map(word => (words.uint32(4, 2, word) + 0.5) / 2 ** 32)
      expect(stream.uniform(4, 2, 2 * k)).toBe(radial)
      expect(stream.normal(4, 2, k)).toBeCloseTo(Math.sqrt(-2 * Math.log(radial)) * Math.cos(2 * Math.PI * angular), 14)
    }
  })

  it('gives the same words in any order', () => {
    const sequential = new Stream(42, 'data')
    const words: { at: [number, number, number]; word: number }[] = []
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 7; j++) {
        for (let k = 0; k < 11; k++) words.push({ at: [i, j, k], word: sequential.uint32(i, j, k) })
      }
    }
    const jumping = new Stream(42, 'data')
    // 197 is coprime to 385, so every word is visited once.
    for (let n = 0; n < words.length; n++) {
      const { at, word } = words[(n * 197) % words.length]
      expect(jumping.uint32(...at)).toBe(word)
    }
  })

  it('gives words of its own to every seed, stream and coordinate', () => {
    const seen = new Set<number>()
    for (const seed of [0, 1, 2]) {
      for (const name of NAMES) {
        const stream = new Stream(seed, name)
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 3; j++) for (let k = 0; k < 5; k++) seen.add(stream.uint32(i, j, k))
      }
    }
    // 810 words: two of them agree by chance with probability below 1e-4.
    expect(seen.size).toBe(3 * NAMES.length * 45)
  })
})

// Fixed seeds: these tests either always pass or always fail. Each would fail a perfect generator with probability 1e-5.
describe('Stream distribution', () => {
  const WORDS = 2 ** 16
  const axes: [string, (n: number) => [number, number, number]][] = [
    ['blocks', n => [n, 0, 0]],
    ['items', n => [0, n, 0]],
    ['words', n => [0, 0, n]],
  ]

  it.each(axes)('along %s, the high and the low byte are uniform', (_, at) => {
    const stream = new Stream(1, 'data')
    const high = new Uint32Array(256)
    const low = new Uint32Array(256)
    for (let n = 0; n < WORDS; n++) {
      const word = stream.uint32(...at(n))
      high[word >>> 24]++
      low[word & 255]++
    }
    expectUniform(high)
    expectUniform(low)
  })

  it.each(axes)('along %s, neighbours are independent', (_, at) => {
    const stream = new Stream(2, 'sampling')
    const pairs = new Uint32Array(256)
    for (let n = 0; n < WORDS; n++) {
      const first = stream.uint32(...at(2 * n)) >>> 28
      pairs[first * 16 + (stream.uint32(...at(2 * n + 1)) >>> 28)]++
    }
    expectUniform(pairs)
  })

  it('two streams, and two seeds, are independent of each other at the same coordinates', () => {
    const reference = new Stream(3, 'data')
    for (const other of [new Stream(3, 'evaluation'), new Stream(4, 'data')]) {
      const pairs = new Uint32Array(256)
      for (let n = 0; n < WORDS; n++) {
        pairs[(reference.uint32(0, n, 0) >>> 28) * 16 + (other.uint32(0, n, 0) >>> 28)]++
      }
      expectUniform(pairs)
    }
  })

  it('uniforms lie strictly between 0 and 1 and have mean ½', () => {
    const stream = new Stream(5, 'teacher')
    let sum = 0
    for (let n = 0; n < WORDS; n++) {
      const value = stream.uniform(0, 0, n)
      expect(value > 0 && value < 1).toBe(true)
      sum += value
    }
    expect(Math.abs(sum / WORDS - 0.5)).toBeLessThan(Z * Math.sqrt(1 / (12 * WORDS)))
  })

  it('normals have mean 0, variance 1, no correlation between neighbours, and the normal octiles', () => {
    const stream = new Stream(6, 'initialisation')
    const M = 100_000
    const octiles = [
      -1.150349380376, -0.674489750196, -0.318639363964, 0, 0.318639363964, 0.674489750196, 1.150349380376,
    ]
    const counts = new Uint32Array(8)
    let [sum, squares, products, previous] = [0, 0, 0, 0]
    for (let k = 0; k < M; k++) {
      const value = stream.normal(0, 0, k)
      sum += value
      squares += value * value
      products += value * previous
      previous = value
      counts[octiles.filter(edge => value >= edge).length]++
    }
    expect(Math.abs(sum / M)).toBeLessThan(Z / Math.sqrt(M))
    expect(Math.abs(squares / M - 1)).toBeLessThan(Z * Math.sqrt(2 / M))
    expect(Math.abs(products / M)).toBeLessThan(Z / Math.sqrt(M))
    // 7 degrees of freedom, exceeded with probability 1e-5.
    expect(chiSquare(counts)).toBeLessThan(35.2585)
  })
})
