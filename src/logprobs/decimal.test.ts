import fc from 'fast-check'
import { expect, test } from 'vitest'
import { negativeDecimal } from './decimal'

test('a negative decimal is the number that JavaScript reads', () => {
  for (const text of ['-1', '-0.5', '-12.', '-0.000001', '-123456.789', '-00.25', '-1234567890.12345', '-0'])
    expect(negativeDecimal(text)).toBe(Number(text))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e15 - 1 }), fc.integer({ min: 0, max: 14 }), (mantissa, shift) => {
      const digits = String(mantissa).padStart(shift + 1, '0')
      const text = shift === 0 ? `-${digits}` : `-${digits.slice(0, -shift)}.${digits.slice(-shift)}`
      if (text.length <= 17) expect(negativeDecimal(text)).toBe(Number(text))
    }),
    { seed: 1, numRuns: 3000 },
  )
})

test('every other text is left to whoever reads numbers of all kinds', () => {
  const others = ['', '-', '-.', '-.5', '1', '1.5', '-1e5', '-inf', '-1.2.3', '--1', '- 1', '-1 ', '-0x10', '-1,5']
  for (const text of [...others, '-1234567890.1234567', '-1234567890123456']) expect(negativeDecimal(text)).toBeNaN()
})
