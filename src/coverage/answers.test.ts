import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerBound, answerRatios, bestAnswerBound, TWO_DERIVATIONS } from './answers'
import { coverageAt, coverageProfile } from './profile'

const ROUNDING = 1e-9

/** Responses of two prompts as probabilities; answers are numbered over both, and some may have no response. */
const enumerations = fc
  .array(
    fc.record({
      data: fc.double({ min: 1e-6, max: 1, noNaN: true }),
      model: fc.double({ min: -9, max: 0, noNaN: true }).map(Math.exp),
      prompt: fc.nat(1),
      answer: fc.nat(3),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map(responses => {
    const total = (side: 'data' | 'model', prompt: number) =>
      responses.reduce((sum, response) => (response.prompt === prompt ? sum + response[side] : sum), 0)
    const promptMass = total('data', 0) / (total('data', 0) + total('data', 1))
    return responses.map(({ data, model, prompt, answer }) => {
      const mass = prompt === 0 ? promptMass : 1 - promptMass
      return {
        p: (mass * data) / total('data', prompt),
        q: (mass * model) / total('model', prompt),
        answer: 2 * answer + prompt,
      }
    })
  })

type Enumeration = { p: number; q: number; answer: number }[]

const profileOf = (responses: Enumeration) =>
  coverageProfile(
    Float64Array.from(responses, ({ p, q }) => Math.log(p) - Math.log(q)),
    Float64Array.from(responses, ({ p }) => p),
  )

/** Cov^ans_N from sums of probabilities. */
function answerCoverage(responses: Enumeration, N: number): number {
  const answers = [...new Set(responses.map(({ answer }) => answer))]
  const masses = answers.map(wanted =>
    responses
      .filter(({ answer }) => answer === wanted)
      .reduce(([p, q], response) => [p + response.p, q + response.q], [0, 0]),
  )
  return masses.reduce((sum, [p, q]) => (p >= N * q ? sum + p : sum), 0)
}

const answered = (responses: Enumeration, shift = 0) => ({
  logData: responses.map(({ p }) => Math.log(p) + shift),
  logModel: responses.map(({ q }) => Math.log(q) + shift),
  answer: responses.map(({ answer }) => answer),
})

const N = fc.double({ min: 0.05, max: 8, noNaN: true }).map(Math.exp)

describe('answerRatios', () => {
  it('has the profile of the summed probabilities', () => {
    fc.assert(
      fc.property(enumerations, N, (responses, N) => {
        const { logRatios, weights } = answerRatios(answered(responses))
        expect(coverageAt(coverageProfile(logRatios, weights), N)).toBeCloseTo(answerCoverage(responses, N), 12)
      }),
    )
  })

  it('works where probabilities underflow', () => {
    fc.assert(
      fc.property(enumerations, responses => {
        const [near, far] = [0, -5000].map(shift => answerRatios(answered(responses, shift)).logRatios)
        near.forEach((logRatio, i) => {
          if (Number.isFinite(logRatio)) expect(far[i]).toBeCloseTo(logRatio, 9)
          else expect(far[i]).toBe(logRatio)
        })
      }),
    )
  })

  it('has infinite ratios where only one side gives the answer, and no mass where the teacher does not', () => {
    const never = Number.NEGATIVE_INFINITY
    const { logRatios, weights } = answerRatios({ logData: [0, never], logModel: [never, 0], answer: [0, 2] })
    expect([...logRatios]).toEqual([Number.POSITIVE_INFINITY, never, never])
    expect([...weights]).toEqual([1, 0, 0])
  })

  it('refuses what it cannot add up', () => {
    expect(() => answerRatios({ logData: [0], logModel: [0, 0], answer: [0] })).toThrow('1 answers for 1 and 2')
    expect(() => answerRatios({ logData: [0], logModel: [Number.NaN], answer: [0] })).toThrow('not a number')
    for (const index of [-1, 0.5, Number.NaN]) {
      expect(() => answerRatios({ logData: [0], logModel: [0], answer: [index] })).toThrow('no answer’s index')
    }
  })
})

describe('two derivations of one answer', () => {
  const { logRatios, weights } = answerRatios(TWO_DERIVATIONS)
  const answers = coverageProfile(logRatios, weights)
  const data = Float64Array.from(TWO_DERIVATIONS.logData)
  const responses = coverageProfile(
    // Without the response that the teacher never writes.
    data.map((logP, i) => logP - TWO_DERIVATIONS.logModel[i]).slice(0, 2),
    data.map(Math.exp).slice(0, 2),
  )

  it('have more answers than responses under-weighted 16 times', () => {
    expect(TWO_DERIVATIONS.logModel[0] - data[0]).toBeCloseTo(-Math.log(32), 12)
    expect(TWO_DERIVATIONS.logModel[1] - data[1]).toBeCloseTo(-Math.log(14.4), 12)
    const modelMass = Array.from(TWO_DERIVATIONS.logModel, Math.exp).reduce((sum, q) => sum + q, 0)
    expect(modelMass).toBeCloseTo(1, 14)
    expect(Math.exp(logRatios[0])).toBeCloseTo(1 / (1 / 64 + 1 / 28.8), 12)
    expect(Math.exp(logRatios[0])).toBeCloseTo(19.9, 1)
    expect(coverageAt(responses, 16)).toBe(0.5)
    expect(coverageAt(answers, 16)).toBeCloseTo(1, 14)
  })

  it('stay below every bound', () => {
    expect(answerBound(16, 8, coverageAt(responses, 8))).toBeCloseTo(2, 14)
    expect(answerBound(16, 14.5, coverageAt(responses, 14.5))).toBeCloseTo(0.5 / (1.5 / 16), 12)
    // All ratios are above 1, so nothing beats N′ = 1.
    expect(bestAnswerBound(responses, 16)).toBeCloseTo(16 / 15, 14)
  })
})

describe('bounds on answer-level coverage', () => {
  it('hold for random responses', () => {
    fc.assert(
      fc.property(enumerations, N, fc.double({ min: 0, max: 0.999, noNaN: true }), (responses, N, t) => {
        const profile = profileOf(responses)
        const coverage = answerCoverage(responses, N)
        const Nprime = N ** t
        const bound = answerBound(N, Nprime, coverageAt(profile, Nprime))
        expect(coverage).toBeLessThanOrEqual(bound! + ROUNDING)
        const best = bestAnswerBound(profile, N)!
        expect(coverage).toBeLessThanOrEqual(best + ROUNDING)
        expect(best).toBeLessThanOrEqual(bound! + ROUNDING)
      }),
    )
  })

  it('include N′ = N/2: at most twice Cov_{N/2}', () => {
    fc.assert(
      fc.property(enumerations, fc.double({ min: 2, max: 1000, noNaN: true }), (responses, N) => {
        const profile = profileOf(responses)
        expect(bestAnswerBound(profile, N)).toBeLessThanOrEqual(2 * coverageAt(profile, N / 2) + ROUNDING)
      }),
    )
  })

  it('have their least where a search over N′ finds it', () => {
    fc.assert(
      fc.property(enumerations, N, (responses, N) => {
        const profile = profileOf(responses)
        const grid = Array.from({ length: 300 }, (_, i) => N ** (i / 300))
        const justAbove = [...profile.values].map(value => Math.exp(value) * (1 + 1e-7))
        const found = [...grid, ...justAbove].map(Nprime =>
          Nprime >= 1 && Nprime < N * (1 - 1e-4) ? answerBound(N, Nprime, coverageAt(profile, Nprime))! : Infinity,
        )
        // A ratio within 1e-4 of N is beyond the search.
        fc.pre([...profile.values].every(value => Math.abs(value - Math.log(N)) > 2e-4))
        const best = bestAnswerBound(profile, N)!
        const least = Math.min(...found)
        expect(best).toBeLessThanOrEqual(least + ROUNDING)
        expect(least).toBeLessThanOrEqual(best * (1 + 1e-2) + ROUNDING)
      }),
    )
  })

  it('count a response with a ratio of exactly N, in float32 too', () => {
    for (const N of [2, 3, 10, 16, 1000]) {
      const stored = Float64Array.of(Math.log(N))
      expect(bestAnswerBound(coverageProfile(stored, null), N)).toBeGreaterThanOrEqual(1)
      expect(bestAnswerBound(coverageProfile(Float32Array.from(stored), null), N)).toBeGreaterThanOrEqual(1)
    }
  })

  it('of a band are those of its upper end', () => {
    const profile = coverageProfile(Float64Array.of(0, Math.log(4), Math.log(32)), null)
    // N′ = 1, above 1 and above 4, at N = 16.
    for (const band of [0, 0.05, 0.5]) {
      const candidates = [(1 + band) / (15 / 16), (2 / 3 + band) / (15 / 16), (1 / 3 + band) / (12 / 16)]
      expect(bestAnswerBound(profile, 16, band)).toBeCloseTo(Math.min(...candidates), 12)
    }
  })

  it('are null outside of their range', () => {
    expect(answerBound(16, 16, 0.1)).toBeNull()
    expect(answerBound(16, 0.9, 0.1)).toBeNull()
    expect(answerBound(16, 1, 0.15)).toBeCloseTo(0.16, 14)
    for (const N of [0.5, 1]) expect(bestAnswerBound(profileOf([{ p: 1, q: 1, answer: 0 }]), N)).toBeNull()
  })
})
