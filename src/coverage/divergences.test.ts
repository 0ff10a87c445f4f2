import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossEntropy, klDivergence, squaredHellinger, stoppedKl } from './divergences'

/** Two distributions over the same outcomes; π̂ may give an outcome probability 0. */
const pair = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(50)), { minLength: 1, maxLength: 20 })
  .filter(masses => masses.some(([, q]) => q > 0))
  .map(masses => {
    const total = (side: 0 | 1) => masses.reduce((sum, mass) => sum + mass[side], 0)
    return { p: masses.map(([p]) => p / total(0)), q: masses.map(([, q]) => q / total(1)) }
  })

const logRatiosOf = (p: readonly number[], q: readonly number[]) =>
  Float64Array.from(p, (mass, y) => Math.log(mass) - Math.log(q[y]))

describe('divergences', () => {
  it('Hellinger equals ½ Σ(√p − √q)²', () => {
    fc.assert(
      fc.property(pair, ({ p, q }) => {
        const direct = p.reduce((sum, mass, y) => sum + (Math.sqrt(mass) - Math.sqrt(q[y])) ** 2, 0) / 2
        expect(squaredHellinger(logRatiosOf(p, q), Float64Array.from(p))).toBeCloseTo(direct, 12)
      }),
    )
  })

  it('KL is cross-entropy less the entropy, and never negative', () => {
    fc.assert(
      fc.property(pair, ({ p, q }) => {
        const weights = Float64Array.from(p)
        const kl = klDivergence(logRatiosOf(p, q), weights)
        expect(kl).toBeGreaterThanOrEqual(-1e-12)
        if (q.includes(0)) expect(kl).toBe(Number.POSITIVE_INFINITY)
        else {
          const entropy = crossEntropy(p.map(Math.log), weights)
          expect(crossEntropy(q.map(Math.log), weights) - entropy).toBeCloseTo(kl, 12)
        }
      }),
    )
  })

  it('an outcome without weight does not count, even at an infinite ratio', () => {
    const logRatios = Float64Array.of(Number.POSITIVE_INFINITY, 0.5)
    expect(klDivergence(logRatios, Float64Array.of(0, 1))).toBe(0.5)
    expect(squaredHellinger(logRatios, Float64Array.of(1, 0))).toBe(1)
  })

  it('null weights mean equal ones', () => {
    const values = Float32Array.of(1, 2, 6)
    expect(klDivergence(values, null)).toBeCloseTo(3, 14)
    expect(crossEntropy(values, null)).toBeCloseTo(-3, 14)
  })

  it('stopped KL cuts each path at log N, so it rises with N from 0 to KL', () => {
    const pathKl = Float64Array.of(0.2, 1, 5)
    const weights = Float64Array.of(0.5, 0.25, 0.25)
    expect(stoppedKl(pathKl, weights, 1)).toBe(0)
    expect(stoppedKl(pathKl, weights, Math.exp(0.5))).toBeCloseTo(0.5 * 0.2 + 0.25 * 0.5 + 0.25 * 0.5, 14)
    expect(stoppedKl(pathKl, weights, Math.exp(2))).toBeCloseTo(0.5 * 0.2 + 0.25 * 1 + 0.25 * 2, 14)
    expect(stoppedKl(pathKl, weights, 1e6)).toBeCloseTo(klDivergence(pathKl, weights), 14)
  })
})
