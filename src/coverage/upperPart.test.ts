import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainRuleBound } from './bounds'
import { coverageAt, coverageProfile } from './profile'
import { upperPart, upperPartCoverage } from './upperPart'

/** π_D in 64ths, so that masses and ½ are exact, and R in quarters of log 2, so that ratios tie. */
const responses = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 64 }), fc.integer({ min: -12, max: 24 })), { minLength: 1, maxLength: 12 })
  .map(entries => {
    const cut: [number, number][] = []
    let left = 64
    for (const [mass, quarters] of [...entries, [64, 0] as const]) {
      if (left > 0) cut.push([Math.min(left, mass), quarters])
      left -= mass
    }
    return {
      masses: cut.map(([mass]) => mass / 64),
      logRatios: cut.map(([, quarters]) => (quarters * Math.LN2) / 4),
    }
  })

const N = fc.oneof(
  fc.integer({ min: 4, max: 30 }).map(quarters => 2 ** (quarters / 4)),
  fc.double({ min: 2, max: 500, noNaN: true }),
)

describe('upperPart', () => {
  it('is the smallest set {R ≥ r} with more than half of the mass', () => {
    fc.assert(
      fc.property(responses, ({ masses, logRatios }) => {
        const above = (r: number) => masses.reduce((sum, mass, i) => (logRatios[i] >= r ? sum + mass : sum), 0)
        const part = upperPart(coverageProfile(Float64Array.from(logRatios), Float64Array.from(masses)))
        const candidates = logRatios.filter(r => above(r) > 0.5)
        expect(part).toEqual({ least: Math.max(...candidates), mass: above(Math.max(...candidates)) })
      }),
    )
  })

  it('is more than a half even where a half could be had, up to rounding', () => {
    const profile = coverageProfile(Float64Array.of(3, 2, 1), Float64Array.of(0.25, 0.25 + 1e-15, 0.5))
    expect(upperPart(profile)).toEqual({ least: 1, mass: 1 })
  })

  it('is none where there is no response', () => {
    expect(upperPart(coverageProfile(new Float64Array(), null))).toBeNull()
  })
})

describe('upperPartCoverage', () => {
  it('is the coverage of the restricted teacher, whose mass the chain rule bounds (Prop. D.5)', () => {
    fc.assert(
      fc.property(responses, N, fc.boolean(), ({ masses, logRatios }, N, single) => {
        const stored = single ? Float32Array.from(logRatios) : Float64Array.from(logRatios)
        const weights = Float64Array.from(masses)
        const profile = coverageProfile(stored, weights)
        const part = upperPart(profile)!
        // The restricted teacher, spelt out: π_T = π_D/P on the part, R_T = R − log P.
        const kept = [...masses.keys()].filter(i => stored[i] >= part.least)
        const target = coverageProfile(
          Float64Array.from(kept, i => logRatios[i] - Math.log(part.mass)),
          Float64Array.from(kept, i => masses[i] / part.mass),
        )
        const againstData = coverageProfile(
          Float64Array.from(kept, () => -Math.log(part.mass)),
          Float64Array.from(kept, i => masses[i] / part.mass),
        )
        const coverage = upperPartCoverage(stored, weights, part, N)
        expect(coverage).toBeCloseTo(coverageAt(target, N), 12)
        expect(coverageAt(againstData, 2)).toBe(0)
        expect(coverage).toBeLessThanOrEqual(chainRuleBound(N, 2, coverageAt(profile, N / 2), 0)! + 1e-12)
      }),
    )
  })

  it('has a chain rule that is attained up to the mass of the part', () => {
    // R = log 8 on just over a half: π_T is all of it, with ratio 8/P ≥ 8 > N = 8.
    const logRatios = Float64Array.of(Math.log(8), -1)
    const weights = Float64Array.of(0.51, 0.49)
    const part = upperPart(coverageProfile(logRatios, weights))!
    expect(upperPartCoverage(logRatios, weights, part, 8 / 0.51)).toBe(1)
    expect(upperPartCoverage(logRatios, weights, part, 8 / 0.51 + 1e-6)).toBe(0)
  })

  it('is the same for repeated responses and for weights', () => {
    fc.assert(
      fc.property(responses, N, ({ masses, logRatios }, N) => {
        const repeated = Float64Array.from(masses.flatMap((mass, i) => new Array<number>(mass * 64).fill(logRatios[i])))
        const part = upperPart(coverageProfile(repeated, null))!
        const weighted = upperPartCoverage(Float64Array.from(logRatios), Float64Array.from(masses), part, N)
        expect(upperPartCoverage(repeated, null, part, N)).toBeCloseTo(weighted, 12)
      }),
    )
  })
})
