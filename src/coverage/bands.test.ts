import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  combinedDkw,
  dkwHalfWidth,
  hoeffdingHalfWidth,
  normalQuantile,
  standardError,
  stratifiedError,
  wilsonInterval,
} from './bands'

/** P[Bin(M, p) = c] for c = 0 … M. */
function binomial(M: number, p: number): number[] {
  const masses = [(1 - p) ** M]
  for (let c = 1; c <= M; c++) masses.push((masses[c - 1] * (M - c + 1) * p) / (c * (1 - p)))
  return masses
}

describe('half widths', () => {
  it('DKW and Hoeffding have their closed forms, with δ = 0.05 by default', () => {
    expect(dkwHalfWidth(2048)).toBeCloseTo(Math.sqrt(Math.log(40) / 4096), 15)
    expect(dkwHalfWidth(2048, 0.001)).toBeCloseTo(Math.sqrt(Math.log(2000) / 4096), 15)
    expect(hoeffdingHalfWidth(Math.log(16), 100)).toBeCloseTo(Math.log(16) * dkwHalfWidth(100), 15)
  })

  it('a DKW band misses a Bernoulli distribution with probability at most δ', () => {
    for (const [M, p, delta] of [
      [10, 0.5, 0.05],
      [60, 0.2, 0.05],
      [60, 0.5, 0.2],
      [200, 0.03, 0.01],
    ]) {
      const missed = binomial(M, p).reduce(
        (sum, mass, c) => (Math.abs(c / M - p) > dkwHalfWidth(M, delta) ? sum + mass : sum),
        0,
      )
      expect(missed).toBeLessThanOrEqual(delta)
    }
  })
})

describe('combinedDkw', () => {
  it('is the plain band for one class, and 0 where nothing was sampled', () => {
    expect(combinedDkw([{ mass: 1, samples: 300 }], 0.01)).toBe(dkwHalfWidth(300, 0.01))
    expect(combinedDkw([])).toBe(0)
  })

  it('gives each class its share of δ and its mass', () => {
    const strata = [
      { mass: 0.9, samples: 50 },
      { mass: 0.1, samples: 800 },
    ]
    const expected = 0.9 * Math.sqrt(Math.log(80) / 100) + 0.1 * Math.sqrt(Math.log(80) / 1600)
    expect(combinedDkw(strata)).toBeCloseTo(expected, 14)
  })

  it('misses a mixture of Bernoulli distributions with probability at most δ', () => {
    for (const [share, M1, p1, M2, p2, delta] of [
      [0.9, 40, 0.5, 40, 0.3, 0.2],
      [0.5, 30, 0.5, 90, 0.5, 0.1],
      [0.05, 100, 0.2, 10, 0.5, 0.05],
    ]) {
      const strata = [
        { mass: share, samples: M1 },
        { mass: 1 - share, samples: M2 },
      ]
      const band = combinedDkw(strata, delta)
      const second = binomial(M2, p2)
      let missed = 0
      binomial(M1, p1).forEach((mass, c1) => {
        second.forEach((other, c2) => {
          const error = share * (c1 / M1 - p1) + (1 - share) * (c2 / M2 - p2)
          if (Math.abs(error) > band) missed += mass * other
        })
      })
      expect(missed).toBeLessThanOrEqual(delta)
      // The classes' estimates are weighted, not pooled: the plain band of all samples together would be too narrow.
      expect(band).toBeGreaterThan(dkwHalfWidth(M1 + M2, delta))
    }
  })
})

describe('wilsonInterval', () => {
  it('has the shares at distance z standard errors as its ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (M, fraction) => {
        const successes = Math.floor(fraction * M)
        const { low, high } = wilsonInterval(successes, M)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(successes / M)
        expect(high).toBeGreaterThanOrEqual(successes / M)
        expect(high).toBeLessThanOrEqual(1)
        for (const p of [low, high]) {
          if (p === 0 || p === 1) continue
          expect(Math.abs(successes / M - p) / Math.sqrt((p * (1 - p)) / M)).toBeCloseTo(1.959963984540054, 5)
        }
      }),
    )
  })

  it('says something at 0 and at M successes', () => {
    const z2 = 1.959963984540054 ** 2
    expect(wilsonInterval(0, 50)).toEqual({ low: 0, high: expect.closeTo(z2 / (50 + z2), 12) })
    expect(wilsonInterval(50, 50)).toEqual({ low: expect.closeTo(50 / (50 + z2), 12), high: 1 })
  })

  it('covers the true share about as often as it says', () => {
    for (const p of [0.06, 0.3, 0.5]) {
      const M = 400
      const covered = binomial(M, p).reduce((sum, mass, c) => {
        const { low, high } = wilsonInterval(c, M)
        return low <= p && p <= high ? sum + mass : sum
      }, 0)
      expect(covered).toBeGreaterThan(0.93)
      expect(covered).toBeLessThan(0.97)
    }
  })

  it('widens as δ shrinks', () => {
    const [wide, narrow] = [1e-6, 0.05].map(delta => wilsonInterval(30, 100, delta))
    expect(wide.low).toBeLessThan(narrow.low)
    expect(wide.high).toBeGreaterThan(narrow.high)
  })
})

describe('standardError', () => {
  it('is the sample standard deviation over √M', () => {
    expect(standardError([1, 2, 3, 4])).toBeCloseTo(Math.sqrt(5 / 3 / 4), 14)
    expect(standardError(new Float32Array(10).fill(3))).toBe(0)
  })

  it('does not cancel when the mean is large', () => {
    expect(standardError([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4])).toBeCloseTo(Math.sqrt(5 / 3 / 4), 9)
  })

  it('is infinite where it cannot be known', () => {
    for (const values of [[], [1], [1, Number.POSITIVE_INFINITY]]) expect(standardError(values)).toBe(Infinity)
  })
})

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.025, -1.959963984540054],
    [0.3, -0.524400512708041],
    [1e-3, -3.090232306167813],
    [1e-12, -7.034483825301131],
    [1e-300, -37.0470962993612],
  ])('of %d is %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 11))

  it('rises with p and refuses 0 and 1', () => {
    const quantiles = Array.from({ length: 999 }, (_, i) => normalQuantile((i + 1) / 1000))
    for (let i = 1; i < quantiles.length; i++) expect(quantiles[i]).toBeGreaterThan(quantiles[i - 1])
    for (const p of [0, 1, -1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError)
  })
})

describe('the standard error over strata', () => {
  it('adds those of the parts, by their masses; what is exact adds none', () => {
    const first = [1, 2, 4]
    const second = [0, 10]
    const strata = [
      { mass: 0.2, samples: 3 },
      { mass: 0.5, samples: 2 },
    ]
    const expected = Math.hypot(0.2 * standardError(first), 0.5 * standardError(second))
    expect(stratifiedError(Float64Array.from([99, ...first, ...second]), strata)).toBeCloseTo(expected, 12)
    expect(stratifiedError(Float64Array.of(1, 2), [])).toBe(0)
  })
})
