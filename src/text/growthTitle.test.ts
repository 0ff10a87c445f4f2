import { expect, it } from 'vitest'
import { growthTitle } from './growthTitle'

const powers = (H: number, exponent: number) => Float64Array.from({ length: H }, (_, h) => (h + 1) ** exponent)

it('says how KL grows with the length', () => {
  expect(growthTitle(powers(32, 1))).toBe('4 times the tokens bring 4 times the KL')
  expect(growthTitle(powers(32, 0.5))).toBe('4 times the tokens bring 2 times the KL')
  expect(growthTitle(powers(9, 1))).toBe('4.5 times the tokens bring 4.5 times the KL')
})

it('says less where there is less to say', () => {
  expect(growthTitle(powers(3, 1))).toBe('KL is 3 nats after the last token')
  expect(growthTitle(new Float64Array(8))).toBe('KL is 0 nats after the last token')
})
