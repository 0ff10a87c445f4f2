import { expect, it } from 'vitest'
import { rankCorrelation } from './rankCorrelation'

it('is 1 for any increasing relation and −1 for any decreasing one', () => {
  const a = [3, 1, 4, 1.5, 9, 2.6]
  expect(rankCorrelation(a, a.map(Math.exp))).toBeCloseTo(1, 12)
  expect(
    rankCorrelation(
      a,
      a.map(value => 1 / value),
    ),
  ).toBeCloseTo(-1, 12)
})

it('follows 1 − 6Σd²/(n(n² − 1)) where no values are equal', () => {
  const ranks = [2, 5, 1, 4, 3, 6]
  const squares = ranks.reduce((sum, rank, i) => sum + (rank - (i + 1)) ** 2, 0)
  expect(rankCorrelation([10, 20, 30, 40, 50, 60], ranks)).toBeCloseTo(1 - (6 * squares) / (6 * 35), 12)
})

it('gives equal values the mean of their ranks', () => {
  // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: Pearson's 4.5/√(4.5·5).
  expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12)
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN()
})

it('refuses what has no ranks', () => {
  expect(() => rankCorrelation([1, 2], [1])).toThrow('2 values on one side and 1 on the other')
  expect(() => rankCorrelation([1], [1])).toThrow('at least two')
  expect(() => rankCorrelation([1, Number.NaN], [1, 2])).toThrow('not a number')
})
