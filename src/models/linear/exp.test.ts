import { expect, it } from 'vitest'
import { Stream } from '../../random/streams'
import { exp } from './exp'

const draws = new Stream(5, 'sampling')

/** Numbers ≤ 0 of every size. */
const drawn = Array.from({ length: 50_000 }, (_, i) => -(2 ** (40 * draws.uniform(0, i, 0) - 30)))

it('is e^x to the last place', () => {
  for (const x of drawn) {
    const expected = Math.exp(x)
    // Two roundings of up to an ulp each, and below the normal numbers the least of all.
    expect(Math.abs(exp(x) - expected)).toBeLessThanOrEqual(2 * Math.max(expected * 2 ** -52, Number.MIN_VALUE))
  }
})

it('is e^x at the ends of its pieces, and for what is no number', () => {
  const ends = [0, 3.725290298461914e-9, 0.3465735912322998, 1.0397205352783203, 708.4, 709, 744.4, 745.1, 745.2]
  for (const end of ends) {
    for (const x of [-end * (1 - 2 ** -50), -end, -end * (1 + 2 ** -50)]) {
      const expected = Math.exp(x)
      expect(Math.abs(exp(x) - expected)).toBeLessThanOrEqual(2 * Math.max(expected * 2 ** -52, Number.MIN_VALUE))
    }
  }
  expect(exp(0)).toBe(1)
  expect(exp(-1000)).toBe(0)
  expect(exp(Number.NEGATIVE_INFINITY)).toBe(0)
  expect(exp(Number.NaN)).toBeNaN()
})
