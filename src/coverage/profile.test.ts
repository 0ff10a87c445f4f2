import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageAt, coverageOf, coverageProfile, histogram } from './profile'

/** Log ratios with many ties (multiples of ¼ log 2), infinities among them, and their weights. */
const weighted = fc
  .array(fc.tuple(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constant(Number.POSITIVE_INFINITY)), fc.nat(9)), {
    minLength: 1,
    maxLength: 60,
  })
  .filter(entries => entries.some(([, repeats]) => repeats > 0))
  .map(entries => {
    const total = entries.reduce((sum, [, repeats]) => sum + repeats, 0)
    return {
      logRatios: Float64Array.from(entries, ([quarters]) => (quarters * Math.LN2) / 4),
      weights: Float64Array.from(entries, ([, repeats]) => repeats / total),
      repeated: Float64Array.from(
        entries.flatMap(([quarters, repeats]) => new Array<number>(repeats).fill((quarters * Math.LN2) / 4)),
      ),
    }
  })

const ratio = fc.double({ min: -4, max: 14, noNaN: true }).map(power => 2 ** power)
const onGrid = fc.integer({ min: -20, max: 20 }).map(quarters => 2 ** (quarters / 4))

function bruteForce(logRatios: Float64Array, weights: Float64Array | null, N: number): number {
  return logRatios.reduce(
    (sum, R, i) => (R >= Math.log(N) - 1e-12 ? sum + (weights ? weights[i] : 1 / logRatios.length) : sum),
    0,
  )
}

describe('coverageProfile', () => {
  it('lists distinct values, descending, with the mass at or above each', () => {
    const profile = coverageProfile(Float64Array.of(1, 3, -2, 3), Float64Array.of(0.25, 0.125, 0.5, 0.125))
    expect([...profile.values]).toEqual([3, 1, -2])
    expect([...profile.tail]).toEqual([0.25, 0.5, 1])
  })

  it('counts equally weighted values exactly', () => {
    const profile = coverageProfile(Float32Array.of(0.5, 0.5, -1, 2, 2, 2, 7), null)
    expect([...profile.values]).toEqual([7, 2, 0.5, -1])
    expect([...profile.tail]).toEqual([1 / 7, 4 / 7, 6 / 7, 1])
  })

  it('leaves out values without mass, and leaves its arguments alone', () => {
    const logRatios = Float64Array.of(0, Number.POSITIVE_INFINITY, -1)
    const profile = coverageProfile(logRatios, Float64Array.of(0.5, 0, 0.5))
    expect([...profile.values]).toEqual([0, -1])
    expect([...logRatios]).toEqual([0, Number.POSITIVE_INFINITY, -1])
  })

  it('sums 20,000 small weights to 1 without drift', () => {
    const count = 20_000
    const profile = coverageProfile(
      Float64Array.from({ length: count }, (_, i) => Math.sin(i)),
      new Float64Array(count).fill(1 / count),
    )
    expect(Math.abs(profile.tail[count - 1] - 1)).toBeLessThan(1e-14)
    expect(Math.abs(profile.tail[count / 2 - 1] - 0.5)).toBeLessThan(1e-14)
  })

  it('refuses NaN and weights of another length', () => {
    expect(() => coverageProfile(Float64Array.of(0, Number.NaN, 1), null)).toThrow('not a number')
    expect(() => coverageProfile(Float32Array.of(Number.NaN), null)).toThrow('not a number')
    expect(() => coverageProfile(Float64Array.of(0, 1), Float64Array.of(1))).toThrow('1 weights for 2')
  })
})

describe('coverageAt', () => {
  it('equals the sum over all responses, at any N and on ties', () => {
    fc.assert(
      fc.property(weighted, fc.oneof(ratio, onGrid), ({ logRatios, weights, repeated }, N) => {
        expect(coverageAt(coverageProfile(logRatios, weights), N)).toBeCloseTo(bruteForce(logRatios, weights, N), 12)
        expect(coverageAt(coverageProfile(repeated, null), N)).toBeCloseTo(bruteForce(repeated, null, N), 12)
      }),
    )
  })

  it('is the same for weights and for repeated values', () => {
    fc.assert(
      fc.property(weighted, onGrid, ({ logRatios, weights, repeated }, N) => {
        const difference =
          coverageAt(coverageProfile(logRatios, weights), N) - coverageAt(coverageProfile(repeated, null), N)
        expect(Math.abs(difference)).toBeLessThan(1e-14)
      }),
    )
  })

  it('never rises with N and stays in [0, 1]', () => {
    fc.assert(
      fc.property(weighted, ratio, ratio, ({ logRatios, weights }, N, M) => {
        const profile = coverageProfile(logRatios, weights)
        const [larger, smaller] = [coverageAt(profile, Math.min(N, M)), coverageAt(profile, Math.max(N, M))]
        expect(larger).toBeGreaterThanOrEqual(smaller)
        expect(larger).toBeLessThanOrEqual(1)
        expect(smaller).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('counts ties: float64 within 1e-12, float32 after rounding log N', () => {
    for (const N of [2, 3, 8, 10, 16, 1000, 1_000_000]) {
      const float64 = coverageProfile(Float64Array.of(Math.log(N) - 1e-13, Math.log(N) - 1e-11), null)
      expect(coverageAt(float64, N)).toBe(0.5)
      const stored = Math.fround(Math.log(N))
      const float32 = coverageProfile(Float32Array.of(stored, stored * (1 - 2e-7)), null)
      expect(coverageAt(float32, N)).toBe(0.5)
    }
  })

  it('keeps an infinite ratio at every N, and is 1 below every ratio', () => {
    const profile = coverageProfile(Float32Array.of(Number.POSITIVE_INFINITY, -0.5, -0.5, -0.5), null)
    expect(coverageAt(profile, 1e300)).toBe(0.25)
    expect(coverageAt(profile, 1)).toBe(0.25)
    expect(coverageAt(profile, 0.1)).toBe(1)
  })

  it('refuses N ≤ 0 and NaN', () => {
    const profile = coverageProfile(Float64Array.of(0), null)
    for (const N of [0, -1, Number.NaN]) expect(() => coverageAt(profile, N)).toThrow(RangeError)
  })
})

describe('coverageOf', () => {
  it('is what a profile says, on ties too', () => {
    fc.assert(
      fc.property(weighted, fc.oneof(ratio, onGrid), ({ logRatios, weights, repeated }, N) => {
        for (const stored of [logRatios, new Float32Array(logRatios)]) {
          const difference = coverageOf(stored, weights, N) - coverageAt(coverageProfile(stored, weights), N)
          expect(Math.abs(difference)).toBeLessThan(1e-14)
        }
        expect(coverageOf(repeated, null, N)).toBe(coverageAt(coverageProfile(repeated, null), N))
      }),
    )
  })
})

describe('histogram', () => {
  it('puts values on an edge above it and values beyond the edges into the outer bins', () => {
    const logRatios = Float64Array.of(-9, 0, 0.5, 1, 1.5, 2, 8, Number.POSITIVE_INFINITY)
    expect([...histogram(logRatios, null, [0, 1, 2])]).toEqual([3 / 8, 5 / 8])
    const weights = Float64Array.of(0.5, 0, 0, 0.25, 0, 0, 0, 0.25)
    expect([...histogram(logRatios, weights, [0, 1, 2])]).toEqual([0.5, 0.5])
  })

  it('sums to 1 and agrees with the profile at every inner edge', () => {
    fc.assert(
      fc.property(
        weighted,
        fc.uniqueArray(fc.integer({ min: -24, max: 24 }), { minLength: 2, maxLength: 20 }),
        fc.boolean(),
        ({ logRatios, weights }, quarters, single) => {
          const ratios = quarters.sort((a, b) => a - b).map(quarter => 2 ** (quarter / 4))
          const stored = single ? Float32Array.from(logRatios) : logRatios
          const masses = histogram(stored, weights, ratios.map(Math.log))
          const profile = coverageProfile(stored, weights)
          expect(masses.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12)
          for (let edge = 1; edge < ratios.length - 1; edge++) {
            const above = masses.slice(edge).reduce((sum, mass) => sum + mass, 0)
            expect(above).toBeCloseTo(coverageAt(profile, ratios[edge]), 12)
          }
        },
      ),
    )
  })
})
