import fc from 'fast-check'
import { expect, test } from 'vitest'
import { negativeDecimal } from './decimal'

test('a negative decimal is the number that JavaScript reads, and what is none is NaN', () => {
  for (const text of ['-1', '-0.5', '-.5', '-12.', '-0.000001', '-123456.789', '-00.25', '-1234567890.12345'])
    expect(negativeDecimal(text)).toBe(Number(text))
  for (const text of ['', '-', '-.', '1', '1.5', '-1e5', '-inf', '-1.2.3', '--1', '- 1', '-1 ', '-0x10', '-1,5'])
    expect(negativeDecimal(text)).toBeNaN()
})

test('it is exact up to 15 digits, and the same float32 beyond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e15 - 1 }), fc.integer({ min: 0, max: 15 }), (mantissa, shift) => {
      const digits = String(mantissa).padStart(shift + 1, '0')
      const text = `-${digits.slice(0, digits.length - shift)}.${digits.slice(digits.length - shift)}`
      expect(negativeDecimal(text)).toBe(Number(text))
    }),
    { seed: 1, numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: -1e-6, noNaN: true }), value => {
      expect(negativeDecimal(value.toFixed(20)) / value).toBeCloseTo(1, 12)
    }),
    { seed: 2, numRuns: 2000 },
  )
})
