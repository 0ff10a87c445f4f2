import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centralBand, median } from './orderStatistics'

const INFINITY = Number.POSITIVE_INFINITY
const samples = fc.array(fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(INFINITY)), {
  minLength: 1,
  maxLength: 40,
})

describe('median and band', () => {
  it.each([
    [[3], 3, [3, 3]],
    [[2, 1], 1.5, [1, 2]],
    [[5, 1, INFINITY], 5, [1, INFINITY]],
    [[1, INFINITY], INFINITY, [1, INFINITY]],
    [[INFINITY, INFINITY], INFINITY, [INFINITY, INFINITY]],
    [Array.from({ length: 16 }, (_, i) => 15 - i), 7.5, [1, 14]],
    [Array.from({ length: 11 }, (_, i) => i), 5, [1, 9]],
  ] as [number[], number, number[]][])('of %j are %d and %j', (values, middle, band) => {
    expect(median(values)).toBe(middle)
    expect(centralBand(values, 0.1)).toEqual(band)
  })

  it('keep their order, leave out no more than they say, and are no NaN', () => {
    fc.assert(
      fc.property(samples, values => {
        const middle = median(values)
        const [low, high] = centralBand(values, 0.1)
        expect(low).toBeLessThanOrEqual(middle)
        expect(middle).toBeLessThanOrEqual(high)
        for (const end of [low, high]) expect(values).toContain(end)
        const below = values.filter(value => value < low).length
        const above = values.filter(value => value > high).length
        expect(Math.max(below, above)).toBeLessThanOrEqual(0.1 * values.length)
      }),
      { seed: 3, numRuns: 500 },
    )
  })

  it('refuse what cannot be ordered', () => {
    expect(() => median([])).toThrow('There are no values')
    expect(() => centralBand([1, Number.NaN], 0.1)).toThrow('not a number')
  })
})
