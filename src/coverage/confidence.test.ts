import { describe, expect, it } from 'vitest'
import { Stream } from '../random/streams'
import { hoeffdingHalfWidth } from './bands'
import { addToBatches, batchesFor, emptyBatches } from './batchSums'
import { addReplicates, confidenceOf, replicate, rowsToSettle } from './confidence'
import { logThreshold } from './pairwise'

const LOST = -10

/**
 * Two candidates that fail each other on different rows, at N = 16: the second beats the first on the first `first` rows, the
 * first beats the second on the next `second`.
 */
function duel(rows: number, first: number, second: number, seed: number) {
  const columns = [
    Float32Array.from({ length: rows }, (_, k) => (k < first ? LOST : 0)),
    Float32Array.from({ length: rows }, (_, k) => (k >= first && k < first + second ? LOST : 0)),
  ]
  const batches = batchesFor(rows, 2)
  const stream = new Stream(seed, 'sampling')
  const batch = Array.from({ length: rows }, (_, k) =>
    rows <= batches ? k : Math.floor(stream.uniform(0, 0, k) * batches),
  )
  const sums = emptyBatches(batches, 2, logThreshold(16, 'e'), false)
  addToBatches(sums, columns, batch, rows)
  return { sums, uniform: (r: number, k: number) => stream.uniform(1, r, k) }
}

/** Σ over all a < b (and half of a = b) of the trinomial probability that so many rows of either kind are drawn. */
function shareOfFirst(rows: number, first: number, second: number): number {
  const logFactorial = new Float64Array(rows + 1)
  for (let k = 1; k <= rows; k++) logFactorial[k] = logFactorial[k - 1] + Math.log(k)
  const [p, q] = [first / rows, second / rows]
  let share = 0
  for (let a = 0; a <= rows; a++) {
    for (let b = a; a + b <= rows; b++) {
      const rest = rows - a - b
      const logChoices = logFactorial[rows] - logFactorial[a] - logFactorial[b] - logFactorial[rest]
      const mass = Math.exp(logChoices + a * Math.log(p) + b * Math.log(q) + rest * Math.log(1 - p - q))
      share += a < b ? mass : mass / 2
    }
  }
  return share
}

/** Variance of the margin between the two over sets of as many rows, drawn with replacement. */
const marginVariance = (rows: number, first: number, second: number) =>
  (first + second - (second - first) ** 2 / rows) / rows ** 2

describe('replicate', () => {
  it('picks as often as the multinomial law says, where each row is a batch of its own', () => {
    const [rows, first, second, replicates] = [200, 30, 36, 4000]
    const { sums, uniform } = duel(rows, first, second, 1)
    const { tournament } = confidenceOf(sums, replicate(sums, 0, replicates, uniform))
    expect(tournament!.winners).toEqual([0])
    expect(tournament!.picked[0] + tournament!.picked[1]).toBeCloseTo(1, 12)
    // Hoeffding: false alarm at most 1e-5.
    const band = hoeffdingHalfWidth(1, replicates, 1e-5)
    expect(Math.abs(tournament!.picked[0] - shareOfFirst(rows, first, second))).toBeLessThan(band)
    expect(band).toBeLessThan(0.04)
  })

  it.each([
    { rows: 1000, first: 100, second: 130, slack: 1 / 4000 },
    // 1,000 batches of some 50 rows each: their own number limits what the spread among them can tell.
    { rows: 50_000, first: 5000, second: 5500, slack: 1 / 4000 + 1 / 2000 },
  ])('finds the standard error of the margin of $rows rows', ({ rows, first, second, slack }) => {
    const { sums, uniform } = duel(rows, first, second, 2)
    const { kinds } = replicate(sums, 0, 2000, uniform)
    const { margin, squares } = kinds.tournament!
    const error = Math.sqrt(squares[1] / 2000 - (margin[1] / 2000) ** 2)
    // The logarithm of a standard error from m normal values has variance 1/(2m): 4.5 times its root is passed with
    // probability below 1e-5.
    const exact = Math.sqrt(marginVariance(rows, first, second))
    expect(Math.abs(Math.log(error / exact))).toBeLessThan(4.5 * Math.sqrt(slack))
  })

  it('is the same whole or in parts', () => {
    const { sums, uniform } = duel(300, 40, 50, 3)
    const parts = replicate(sums, 0, 7, uniform)
    addReplicates(parts, replicate(sums, 7, 20, uniform))
    const whole = replicate(sums, 0, 20, uniform)
    expect(parts.replicates).toBe(20)
    expect(parts.kinds.tournament!.picked).toEqual(whole.kinds.tournament!.picked)
  })

  it('refuses to resample nothing', () => {
    expect(() => replicate(emptyBatches(4, 2, 1, false), 0, 1, () => 0)).toThrow('no response')
  })
})

describe('confidenceOf', () => {
  it('says how many rows would settle a margin', () => {
    // p = 0.10 and 0.11: n' = 1.96²·(p + q − (q − p)²)/(q − p)² = 8,064 rows, whatever number of rows shows that margin.
    for (const rows of [4000, 40_000]) {
      const { sums, uniform } = duel(rows, 0.1 * rows, 0.11 * rows, 4)
      const { tournament } = confidenceOf(sums, replicate(sums, 0, 1000, uniform))
      // Relative variance of n', four times that of the error: 4·(1/2000 + 1/2000). False alarm below 1e-5.
      expect(Math.abs(Math.log(tournament!.rowsNeeded / 8064))).toBeLessThan(4.5 * Math.sqrt(4 / 1000))
      expect(tournament!.moreRows).toBe(Math.max(0, tournament!.rowsNeeded - rows))
      expect(tournament!.moreRows > 0).toBe(rows === 4000)
      expect(tournament!.rival).toBe(1)
    }
  })

  it('knows that no number of rows settles a tie, and shares the picks out', () => {
    const { sums, uniform } = duel(200, 0, 0, 5)
    const { tournament } = confidenceOf(sums, replicate(sums, 0, 50, uniform))
    expect(tournament!.winners).toEqual([0, 1])
    expect([...tournament!.picked]).toEqual([0.5, 0.5])
    expect(tournament!.moreRows).toBe(Number.POSITIVE_INFINITY)
  })

  it('takes an infinite cross-entropy for settled', () => {
    const sums = emptyBatches(3, 2, 1, false)
    addToBatches(sums, [Float32Array.of(-9, -9, -9), Float32Array.of(-1, -1, Number.NEGATIVE_INFINITY)], [0, 1, 2], 3)
    const stream = new Stream(6, 'sampling')
    const replicates = replicate(sums, 0, 400, (r, k) => stream.uniform(1, r, k))
    const { crossEntropy } = confidenceOf(sums, replicates)
    expect([...crossEntropy!.scores]).toEqual([9, Number.POSITIVE_INFINITY])
    expect(crossEntropy!.moreRows).toBe(0)
    // Sets without the third row, (2/3)³ of them, still prefer the other. Hoeffding: false alarm at most 1e-5.
    expect(Math.abs(crossEntropy!.picked[1] - 8 / 27)).toBeLessThan(hoeffdingHalfWidth(1, 400, 1e-5))
  })
})

describe('rowsToSettle', () => {
  it('grows with the square of the error over the margin', () => {
    expect(rowsToSettle(0.1, 0.1, 1000)).toBe(Math.ceil(1000 * 1.959963984540054 ** 2))
    expect(rowsToSettle(0.1, 0.01, 1000)).toBe(39)
    expect(rowsToSettle(0.1, 0, 1000)).toBe(0)
    expect(rowsToSettle(0, 0.1, 1000)).toBe(Number.POSITIVE_INFINITY)
    expect(rowsToSettle(Number.NaN, 0, 1000)).toBe(Number.POSITIVE_INFINITY)
    expect(rowsToSettle(Number.POSITIVE_INFINITY, 0, 1000)).toBe(0)
  })
})
