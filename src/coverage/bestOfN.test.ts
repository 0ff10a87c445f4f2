import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passAtK, passAtN } from './bestOfN'

describe('passAtK', () => {
  it('is the share of k-subsets with a correct sample', () => {
    for (let n = 1; n <= 10; n++) {
      for (let c = 0; c <= n; c++) {
        const subsets = Array.from({ length: 2 ** n }, (_, subset) => subset)
        for (let k = 1; k <= n; k++) {
          const chosen = subsets.filter(subset => subset.toString(2).replaceAll('0', '').length === k)
          const passing = chosen.filter(subset => (subset & (2 ** c - 1)) !== 0)
          expect(passAtK(n, c, k)).toBeCloseTo(passing.length / chosen.length, 12)
        }
      }
    }
  })

  it('is unbiased: averaged over the draw of n samples it is Pass@k', () => {
    const [n, p] = [20, 0.15]
    for (const k of [1, 3, 20]) {
      let mass = (1 - p) ** n
      let mean = 0
      for (let c = 0; c <= n; c++) {
        mean += mass * passAtK(n, c, k)
        mass *= ((n - c) * p) / ((c + 1) * (1 - p))
      }
      expect(mean).toBeCloseTo(1 - (1 - p) ** k, 12)
    }
  })

  it('stays accurate where binomial coefficients overflow or 1 − p rounds', () => {
    expect(passAtK(1e6, 1, 1) * 1e6).toBeCloseTo(1, 12)
    expect(passAtK(1e15, 3, 1) * 1e15).toBeCloseTo(3, 9)
    expect(passAtK(1e6, 2e5, 5e5)).toBe(1)
    // Between sampling with replacement and without, the difference vanishes as n grows.
    expect(passAtK(1e8, 1e6, 100)).toBeCloseTo(1 - 0.99 ** 100, 6)
    expect(Object.is(passAtK(10, 0, 3), 0)).toBe(true)
  })

  it('refuses impossible counts', () => {
    for (const [n, c, k] of [
      [5, 6, 1],
      [5, -1, 1],
      [5, 2, 0],
      [5, 2, 6],
      [5, 1.5, 2],
      [Number.NaN, 1, 1],
    ]) {
      expect(() => passAtK(n, c, k)).toThrow(RangeError)
    }
  })
})

describe('passAtN', () => {
  it('is the weighted mean of 1 − (1 − p)^N', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
        }),
        fc.integer({ min: 1, max: 100 }),
        (prompts, N) => {
          const total = prompts.reduce((sum, [, mass]) => sum + mass, 0)
          const direct = prompts.reduce((sum, [p, mass]) => sum + (mass / total) * (1 - (1 - p) ** N), 0)
          const successes = prompts.map(([p]) => p)
          const weights = prompts.map(([, mass]) => mass / total)
          expect(passAtN(successes, weights, N)).toBeCloseTo(direct, 11)
        },
      ),
    )
  })

  it('has the values of the two-rules mixture: rule masses 5/12, and 0.9 and 0.1', () => {
    expect(passAtN([5 / 12], null, 8)).toBeCloseTo(0.987, 3)
    expect(passAtN([0.1], null, 8)).toBeCloseTo(0.57, 3)
    expect(passAtN([0.9, 0.1], [0.9, 0.1], 8)).toBeCloseTo(0.957, 3)
  })

  it('is exact at 0 and 1 and keeps the smallest probabilities', () => {
    expect(passAtN([0, 1], null, 1000)).toBe(0.5)
    expect(passAtN([1e-20], null, 10)).toBeCloseTo(1e-19, 30)
  })

  it('refuses what is no probability, no prompt, no sample', () => {
    expect(() => passAtN([1.1], null, 2)).toThrow('[0, 1]')
    expect(() => passAtN([Number.NaN], null, 2)).toThrow('[0, 1]')
    expect(() => passAtN([], null, 2)).toThrow('at least one prompt')
    expect(() => passAtN([0.5], [0.5, 0.5], 2)).toThrow('2 weights for 1')
    expect(() => passAtN([0.5], null, 0)).toThrow('at least 1')
  })
})
