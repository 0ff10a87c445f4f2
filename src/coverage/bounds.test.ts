import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bestOfNSamples,
  chainRuleBound,
  hellingerBound,
  klBound,
  klFromCoverage,
  necessaryRegret,
  sgdBound,
  stoppedKlBound,
  sufficientRegret,
  supCoverageLog,
  tightnessBound,
} from './bounds'
import { klDivergence, squaredHellinger, stoppedKl } from './divergences'
import { coverageAt, coverageProfile } from './profile'

const ROUNDING = 1e-9

const logits = (count: number) =>
  fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: count, maxLength: count })

function softmax(values: readonly number[]): number[] {
  const largest = Math.max(...values)
  const terms = values.map(value => Math.exp(value - largest))
  const total = terms.reduce((sum, term) => sum + term, 0)
  return terms.map(term => term / total)
}

/** Two arbitrary autoregressive distributions over {0, 1}³, and their enumerated log ratios and path sums. */
const sequences = fc.tuple(logits(7), logits(7)).map(([data, model]) => {
  const logRatios: number[] = []
  const weights: number[] = []
  const pathKl: number[] = []
  const extend = (node: number, logRatio: number, weight: number, path: number): void => {
    if (node >= 7) {
      logRatios.push(logRatio)
      weights.push(weight)
      pathKl.push(path)
      return
    }
    const p = softmax([0, data[node]])
    const q = softmax([0, model[node]])
    const ratios = p.map((mass, v) => Math.log(mass / q[v]))
    const tokenKl = p.reduce((sum, mass, v) => sum + mass * ratios[v], 0)
    // Heap numbering: the children of a node are 2·node + 1 and 2·node + 2.
    p.forEach((mass, v) => {
      extend(2 * node + 1 + v, logRatio + ratios[v], weight * mass, path + tokenKl)
    })
  }
  extend(0, 0, 1, 0)
  return {
    logRatios: Float64Array.from(logRatios),
    weights: Float64Array.from(weights),
    pathKl: Float64Array.from(pathKl),
  }
})

/** Not closer to 1: there the divisors vanish, and coverage's tolerance for ties is no longer small beside log N. */
const N = fc.double({ min: 0.01, max: 12, noNaN: true }).map(Math.exp)

describe('inequalities, on random sequence distributions', () => {
  it('D.1, D.4 and D.10: coverage is below its bounds', () => {
    fc.assert(
      fc.property(sequences, N, ({ logRatios, weights, pathKl }, N) => {
        const coverage = coverageAt(coverageProfile(logRatios, weights), N)
        const bounds = [
          klBound(klDivergence(logRatios, weights), N),
          hellingerBound(squaredHellinger(logRatios, weights), N),
          stoppedKlBound(stoppedKl(pathKl, weights, N), N),
        ]
        for (const bound of bounds)
          if (bound !== null) expect(coverage).toBeLessThanOrEqual(bound * (1 + ROUNDING) + ROUNDING)
      }),
    )
  })

  it('D.3: KL is below the bound from coverage', () => {
    fc.assert(
      fc.property(sequences, ({ logRatios, weights }) => {
        const C = supCoverageLog(coverageProfile(logRatios, weights))
        const bound = klFromCoverage(C, Math.max(...logRatios))
        expect(bound).not.toBeNull()
        expect(klDivergence(logRatios, weights)).toBeLessThanOrEqual(bound! * (1 + ROUNDING) + ROUNDING)
      }),
    )
  })

  it('D.3: C is the supremum over a fine grid of N', () => {
    fc.assert(
      fc.property(sequences, ({ logRatios, weights }) => {
        const profile = coverageProfile(logRatios, weights)
        const C = supCoverageLog(profile)
        const grid = [...logRatios.filter(R => R > 0), ...Array.from({ length: 200 }, (_, i) => i / 8)]
        const largest = Math.max(...grid.map(logN => coverageAt(profile, Math.exp(logN)) * logN))
        expect(C).toBeCloseTo(largest, 9)
      }),
      { numRuns: 30 },
    )
  })

  it('D.5: the chain rule', () => {
    const size = 6
    const M = fc.double({ min: Math.LN2, max: 5, noNaN: true }).map(Math.exp)
    fc.assert(
      fc.property(logits(size), logits(size), logits(size), M, M, (target, data, model, M1, M2) => {
        const [piT, piD, piHat] = [target, data, model].map(softmax)
        const profile = (p: readonly number[], q: readonly number[]) =>
          coverageProfile(
            Float64Array.from(p, (mass, y) => Math.log(mass / q[y])),
            Float64Array.from(p),
          )
        const right = chainRuleBound(
          M1,
          M2,
          coverageAt(profile(piD, piHat), M1 / M2),
          coverageAt(profile(piT, piD), M2),
        )
        // M may come out a rounding below 2, where the rule says nothing.
        if (right !== null) expect(coverageAt(profile(piT, piHat), M1)).toBeLessThanOrEqual(right + ROUNDING)
      }),
    )
  })

  it('D.2: Ber(p) against Ber(p/N) sits on the tie, and D.1 is nearly tight there', () => {
    const p = fc.double({ min: 1e-3, max: 0.5, noNaN: true })
    const tail = fc.oneof(fc.integer({ min: 2, max: 1024 }), fc.double({ min: 2, max: 1e6, noNaN: true }))
    fc.assert(
      fc.property(p, tail, (p, N) => {
        const logRatios = Float64Array.of(Math.log(p) - Math.log(p / N), Math.log1p(-p) - Math.log1p(-p / N))
        const weights = Float64Array.of(p, 1 - p)
        const kl = klDivergence(logRatios, weights)
        expect(coverageAt(coverageProfile(logRatios, weights), N)).toBe(p)
        expect(coverageAt(coverageProfile(Float32Array.from(logRatios), weights), N)).toBe(p)
        expect(tightnessBound(kl, N)).toBeLessThanOrEqual(p + ROUNDING)
        expect(klBound(kl, N)).toBeGreaterThanOrEqual(p - ROUNDING)
      }),
    )
  })

  it('D.7: rewarding the set of ratios ≥ 2N costs Best-of-N what the bound says', () => {
    // π_T puts ½ on a response of model mass ½/(2N): Cov_{2N} = ½. Best-of-N misses it with probability (1 − q)^N.
    for (const N of [2, 4, 16, 256]) {
      const q = 0.5 / (2 * N)
      const regret = 0.5 - (1 - (1 - q) ** N)
      expect(regret).toBeGreaterThanOrEqual(necessaryRegret(N, 0.5)!)
    }
  })
})

describe('values', () => {
  it('D.1, D.10, D.4 at N = e²', () => {
    const N = Math.exp(2)
    expect(klBound(0.3, N)).toBeCloseTo(0.3 / (1 + Math.exp(-2)), 14)
    expect(stoppedKlBound(0.3, N)).toBeCloseTo(0.6, 14)
    expect(hellingerBound(0.3, N)).toBeCloseTo((0.6 * N) / (Math.E - 1) ** 2, 13)
  })

  it('D.3: KL = C for a point mass at log W, and C = 0 forces KL = 0', () => {
    expect(klFromCoverage(2, 2)).toBe(2)
    expect(klFromCoverage(0.5, 4)).toBeCloseTo(0.5 * (1 + Math.log(8)), 14)
    expect(klFromCoverage(0, 3)).toBe(0)
    expect(supCoverageLog(coverageProfile(Float64Array.of(-1, 0), null))).toBe(0)
    expect(supCoverageLog(coverageProfile(Float64Array.of(1, 4, -9), null))).toBeCloseTo(4 / 3, 14)
    expect(supCoverageLog(coverageProfile(Float64Array.of(Number.POSITIVE_INFINITY, 0), null))).toBe(Infinity)
    // A response that the teacher never writes says nothing, however the model treats it.
    expect(supCoverageLog(coverageProfile(Float64Array.of(Infinity, 0), Float64Array.of(0, 1)))).toBe(0)
  })

  it('5.1 is least at η = √(2/(Tσ⋆²))', () => {
    const [T, inherentVariance] = [500, 3]
    const best = Math.sqrt(2 / (T * inherentVariance))
    expect(sgdBound(best, T, inherentVariance)).toBeCloseTo(4 * Math.sqrt((2 * inherentVariance) / T), 12)
    for (const eta of [best / 2, best * 2]) {
      expect(sgdBound(eta, T, inherentVariance)).toBeGreaterThan(sgdBound(best, T, inherentVariance))
    }
  })

  it('D.6: the samples for ε leave a regret of Cov_M + ε', () => {
    for (const epsilon of [0.5, 0.1, 1e-6]) {
      expect(sufficientRegret(bestOfNSamples(8, epsilon), 8, 0.2)).toBeCloseTo(0.2 + epsilon, 12)
    }
    expect(bestOfNSamples(8, Math.exp(-1))).toBeCloseTo(16, 12)
  })
})

describe('ranges of validity', () => {
  it('outside of them a bound is null', () => {
    for (const N of [0.5, 1]) for (const bound of [klBound, hellingerBound]) expect(bound(0.1, N)).toBeNull()
    for (const N of [1, 2, Math.E]) expect(stoppedKlBound(0.1, N)).toBeNull()
    expect(klFromCoverage(1, Number.POSITIVE_INFINITY)).toBeNull()
    expect(chainRuleBound(1.9, 2, 0.1, 0.1)).toBeNull()
    expect(chainRuleBound(2, 1.9, 0.1, 0.1)).toBeNull()
    expect(chainRuleBound(2, 2, 0.1, 0.1)).toBeCloseTo(0.3, 14)
    expect(sufficientRegret(16, 8, 0.51)).toBeNull()
    expect(necessaryRegret(1, 0.1)).toBeNull()
    expect(tightnessBound(0.1, 1.9)).toBeNull()
  })

  it('just inside of them it is neither negative nor NaN', () => {
    for (const excess of [2.3e-16, 1e-12, 1e-9, 1e-7, 1e-4]) {
      for (const divergence of [0, 1e-3, 1]) {
        for (const bound of [klBound(divergence, 1 + excess), hellingerBound(divergence, 1 + excess)]) {
          expect(bound).toBeGreaterThanOrEqual(divergence)
        }
        expect(stoppedKlBound(divergence, Math.E + excess) ?? Infinity).toBeGreaterThanOrEqual(divergence)
      }
    }
  })

  it('D.1 keeps its accuracy near N = 1, where its divisor is (N − 1)²/2', () => {
    for (const excess of [1e-9, 1e-8, 1e-7, 1e-6]) {
      const N = 1 + excess
      expect(klBound(0.3, N)! * (N - 1) ** 2).toBeCloseTo(0.6, 4)
    }
  })

  it('a divergence that rounding has made negative counts as 0', () => {
    expect(klBound(-1e-18, 1 + 1e-9)).toBe(0)
    expect(hellingerBound(-1e-18, 1 + 1e-9)).toBe(0)
    expect(stoppedKlBound(-1e-18, 2.72)).toBe(0)
  })

  it('an infinite KL bounds nothing', () => expect(klBound(Number.POSITIVE_INFINITY, 16)).toBe(Infinity))
})
