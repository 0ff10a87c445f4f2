import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortestFloat32 } from './shortest'

test('a float32 is written as the shortest decimal that is the same float32', () => {
  expect(
    [-1.1, -0.1, -123456.79, 1e-45, 3.4028235e38, -(2 ** -126), 0].map(x => shortestFloat32(Math.fround(x))),
  ).toEqual(['-1.1', '-0.1', '-123456.79', '1e-45', '3.4028235e+38', '-1.1754944e-38', '0'])
  expect([-0, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map(shortestFloat32)).toEqual([
    '-0',
    'NaN',
    '-Infinity',
    'Infinity',
  ])
})

test('reading it gives the same float32, and no shorter decimal does', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true }), value => {
      const text = shortestFloat32(value)
      expect(Object.is(Math.fround(Number(text)), value)).toBe(true)
      const digits = text.replace(/e.*|[-.]/g, '').replace(/^0+|0+$/g, '').length
      if (Number.isFinite(value) && digits > 1)
        expect(Math.fround(Number(value.toPrecision(digits - 1)))).not.toBe(value)
    }),
    { seed: 1, numRuns: 3000 },
  )
})
