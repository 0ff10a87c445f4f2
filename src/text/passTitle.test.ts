import { expect, it } from 'vitest'
import { correlationsOf, passTitle, signed } from './passTitle'

it('says which way Pass@N moves', () => {
  expect(passTitle({ N: 12, kl: 0.857, coverage: -0.571 }, 0.9)).toBe(
    'Pass@12 rises with KL (rank correlation +0.86) and falls with Cov₆ (−0.57)',
  )
  expect(passTitle({ N: 8, kl: null, coverage: 0.1 }, 0.9)).toBe(
    'Pass@8 hardly moves with Cov₄ (rank correlation +0.10)',
  )
  expect(passTitle({ N: 8, kl: null, coverage: null }, 0.9)).toBe('Pass@8 is 0.9')
})

it('measures both by ranks, where there is something to rank', () => {
  const pass = [0.9, 0.95, 0.97, 0.99]
  expect(correlationsOf(4, pass, [1, 2, 3, 40], [0.4, 0.3, 0.2, 0.1])).toEqual({ N: 4, kl: 1, coverage: -1 })
  expect(correlationsOf(4, pass, [1, 2, 3, 4], [1, 1, 1, 1]).coverage).toBeNull()
  expect(correlationsOf(4, [0.9, 0.8], [1, 2], [0, 1]).kl).toBeNull()
})

it('gives nothing no sign', () => {
  expect([0.001, -0.001, -0.256, 1].map(signed)).toEqual(['0.00', '0.00', '−0.26', '+1.00'])
})
