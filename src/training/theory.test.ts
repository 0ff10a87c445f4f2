import { describe, expect, it } from 'vitest'
import { sgdBound } from '../coverage/bounds'
import { normalizedSgd } from './normalizedSgd'
import { sgd } from './sgd'
import { tokenSgd } from './tokenSgd'

const noisy = { N: 16, T: 1e6, K: 4, H: 8, B: 0.5, inherentVariance: 20 }
const quiet = { ...noisy, T: 10, inherentVariance: 1e-3 }

describe('the step sizes of the theorems', () => {
  it('are those of Theorem 5.1 for normalized SGD', () => {
    expect(normalizedSgd.theory?.settings(quiet)).toEqual({ eta: 1 / 64, lambda: Math.log(16) * 4 })
    const long = { ...noisy, T: 1e9 }
    const eta = (Math.log(16) / 2e10) ** 0.25
    expect(eta).toBeLessThan(1 / 64)
    expect(normalizedSgd.theory?.settings(long)?.eta).toBeCloseTo(eta, 12)
    expect(normalizedSgd.theory?.settings(long)?.lambda).toBeCloseTo(Math.log(16) / (16 * eta), 9)
  })

  it('say nothing where no ratio counts', () => {
    expect(normalizedSgd.theory?.settings({ ...noisy, N: 1 })).toBeNull()
  })

  it('minimise the bound of Proposition 5.1 for SGD, as far as it holds', () => {
    const { eta } = sgd.theory!.settings(noisy)!
    const bound = (step: number) => sgdBound(step, noisy.T, noisy.inherentVariance)
    expect(bound(eta)).toBeLessThan(bound(0.99 * eta))
    expect(bound(eta)).toBeLessThan(bound(1.01 * eta))
    expect(sgd.theory?.settings(quiet)?.eta).toBe(1 / 4)
  })

  it('count sequences as steps for token-level SGD, whatever their length', () => {
    expect(tokenSgd.theory?.settings(noisy)?.eta).toBeCloseTo(Math.sqrt(2 / (20 * 4e6)), 12)
    expect(tokenSgd.theory?.settings(quiet)?.eta).toBe(2)
  })

  it('are the largest that hold where no token is uncertain', () => {
    const certain = { ...noisy, inherentVariance: 0 }
    for (const { theory } of [sgd, normalizedSgd, tokenSgd]) {
      expect(theory?.settings(certain)?.eta).toBe(theory?.settings(quiet)?.eta)
    }
  })
})
