import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestOfNRegret, bestSufficientRegret } from './bestOfNRegret'
import { necessaryRegret } from './bounds'
import { coverageAt, coverageProfile } from './profile'

const ROUNDING = 1e-9

interface Prompt {
  readonly mass: number
  /** π_D(y|x) and π̂(y|x) of each response. */
  readonly data: readonly number[]
  readonly model: readonly number[]
}

const distribution = (size: number) =>
  fc.array(fc.double({ min: -7, max: 0, noNaN: true }), { minLength: size, maxLength: size }).map(logits => {
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0)
    return logits.map(logit => Math.exp(logit) / total)
  })

const prompts: fc.Arbitrary<Prompt[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), distribution(3), distribution(3)), { minLength: 1, maxLength: 3 })
  .map(entries => {
    const total = entries.reduce((sum, [mass]) => sum + mass, 0)
    return entries.map(([mass, data, model]) => ({ mass: mass / total, data, model }))
  })

/** The arrays that src/coverage works on: the responses that π_D can write. */
function arrays(prompts: readonly Prompt[]) {
  const written = prompts.flatMap(({ mass, data, model }, x) =>
    data.map((p, y) => ({ x, weight: mass * p, logRatio: Math.log(p) - Math.log(model[y]) })),
  )
  const kept = written.filter(({ weight }) => weight > 0)
  const logRatios = Float64Array.from(kept, ({ logRatio }) => logRatio)
  const weights = Float64Array.from(kept, ({ weight }) => weight)
  const prompt = Uint16Array.from(kept, ({ x }) => x)
  return { logRatios, weights, prompt, profile: coverageProfile(logRatios, weights) }
}

/** Regret of Best-of-N for a 0/1 reward, by going through every sequence of N draws from the model. */
function regretByDraws(prompts: readonly Prompt[], N: number, rewarded: (x: number, y: number) => boolean): number {
  let regret = 0
  prompts.forEach(({ mass, data, model }, x) => {
    for (let code = 0; code < 3 ** N; code++) {
      let probability = 1
      let found = false
      for (let draw = 0, rest = code; draw < N; draw++, rest = Math.floor(rest / 3)) {
        probability *= model[rest % 3]
        found ||= rewarded(x, rest % 3)
      }
      if (found) regret -= mass * probability
    }
    data.forEach((p, y) => {
      if (rewarded(x, y)) regret += mass * p
    })
  })
  return regret
}

const regretOf = (prompts: readonly Prompt[], N: number) => {
  const { logRatios, weights, prompt } = arrays(prompts)
  return bestOfNRegret({ weights, prompt, prompts: prompts.length }, logRatios, N)
}

describe('bestOfNRegret', () => {
  it('is what N draws from the model miss', () => {
    fc.assert(
      fc.property(prompts, fc.integer({ min: 1, max: 5 }), (prompts, N) => {
        const direct = regretByDraws(prompts, N, (x, y) => prompts[x].data[y] >= 2 * N * prompts[x].model[y])
        expect(regretOf(prompts, N)).toBeCloseTo(direct, 12)
      }),
    )
  })

  it('counts ties, and a response that the model cannot write', () => {
    // Ratios 4 and ∞ at N = 2; on the first prompt π̂(set) = 1/8, and on the second nothing is rewarded.
    const prompts = [
      { mass: 0.5, data: [0.5, 0.25, 0.25], model: [0.125, 0, 0.875] },
      { mass: 0.5, data: [0.5, 0.5, 0], model: [0.5, 0.5, 0] },
    ]
    expect(regretOf(prompts, 2)).toBeCloseTo(0.5 * (0.75 - (1 - (7 / 8) ** 2)), 14)
    const { logRatios, weights, prompt } = arrays(prompts)
    expect(bestOfNRegret({ weights, prompt, prompts: 2 }, Float32Array.from(logRatios), 2)).toBeCloseTo(
      regretOf(prompts, 2),
      7,
    )
  })

  it('is at least half of Cov_{2N} (Prop. D.7)', () => {
    fc.assert(
      fc.property(prompts, fc.double({ min: 2, max: 300, noNaN: true }), (prompts, N) => {
        const bound = necessaryRegret(N, coverageAt(arrays(prompts).profile, 2 * N))!
        expect(regretOf(prompts, N)).toBeGreaterThanOrEqual(bound - ROUNDING)
      }),
    )
  })

  it('is nearly half of Cov_{2N} for a rare response at the tie', () => {
    const p = 1e-4
    const N = 64
    const q = p / (2 * N)
    const regret = regretOf([{ mass: 1, data: [p, 1 - p, 0], model: [q, 1 - q, 0] }], N)
    expect(regret / p).toBeGreaterThan(0.5)
    expect(regret / p).toBeLessThan(0.5 + 1e-4)
  })
})

describe('bestSufficientRegret', () => {
  const N = fc.integer({ min: 1, max: 5 })

  it('bounds the regret of every 0/1 reward (Prop. D.6)', () => {
    fc.assert(
      fc.property(prompts, N, (prompts, N) => {
        const bound = bestSufficientRegret(arrays(prompts).profile, N)
        for (let reward = 0; reward < 8 ** prompts.length; reward++) {
          const regret = regretByDraws(prompts, N, (x, y) => ((reward >> (3 * x + y)) & 1) === 1)
          expect(regret).toBeLessThanOrEqual(bound + ROUNDING)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('is the least over the powers of √2', () => {
    fc.assert(
      fc.property(prompts, fc.double({ min: 1, max: 1e6, noNaN: true }), (prompts, N) => {
        const { profile } = arrays(prompts)
        const bounds = Array.from({ length: 200 }, (_, k) => {
          const coverage = coverageAt(profile, Math.SQRT2 ** k)
          return coverage > 0.5 ? Infinity : coverage + Math.exp(-N / (2 * Math.SQRT2 ** k))
        })
        expect(bestSufficientRegret(profile, N)).toBeCloseTo(Math.min(...bounds), 9)
      }),
    )
  })

  it('has its value by hand, and none where the model never covers half of the data', () => {
    // Cov is 0.2 up to 4 and 0 above: M = 1 leaves 0.2 + e^{−8}, M = 4√2 leaves e^{−√2}.
    const profile = coverageProfile(Float64Array.of(Math.log(4), -1), Float64Array.of(0.2, 0.8))
    expect(bestSufficientRegret(profile, 16)).toBeCloseTo(0.2 + Math.exp(-8), 12)
    expect(bestSufficientRegret(profile, 64)).toBeCloseTo(Math.exp(-64 / (8 * Math.SQRT2)), 12)
    expect(bestSufficientRegret(coverageProfile(Float64Array.of(Infinity, 0), null), 16)).toBeCloseTo(
      0.5 + Math.exp(-8 / Math.SQRT2),
      12,
    )
    const uncovered = coverageProfile(Float64Array.of(Infinity, 0), Float64Array.of(0.6, 0.4))
    expect(bestSufficientRegret(uncovered, 1e6)).toBe(Infinity)
  })
})
