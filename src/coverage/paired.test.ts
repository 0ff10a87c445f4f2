import { describe, expect, it } from 'vitest'
import { Stream } from '../random/streams'
import { coverageDifferenceError, klDifferenceError } from './paired'

const Z = 1.96

describe('the error of a difference in coverage', () => {
  const one = (samples: number) => [{ mass: 1, samples }]

  it('is that of McNemar’s table, with half an entry more in each cell', () => {
    // 3 responses are missed by A alone, 1 by B alone, 2 by both, of 10.
    const a = Float32Array.of(1, 1, 1, 0, 1, 1, 0, 0, 0, 0)
    const b = Float32Array.of(0, 0, 0, 1, 1, 1, 0, 0, 0, 0)
    const expected = Math.sqrt((3.5 + 1.5 - 2 ** 2 / 12) / 12 ** 2)
    expect(coverageDifferenceError(a, b, [one(10), one(10)], 2, true)).toBeCloseTo(expected, 12)
  })

  it('counts a log ratio of exactly log N, weights strata by their mass, and leaves out what is exact', () => {
    const N = 3
    const tie = Math.fround(Math.log(N))
    const a = Float32Array.of(9, tie, 0)
    const b = Float32Array.of(0, 0, 0)
    const strata = [
      { mass: 0.2, samples: 1 },
      { mass: 0.3, samples: 1 },
    ]
    const disagree = (1.5 + 0.5 - 1 / 3) / 9
    const agree = 1 / 9
    const expected = Math.sqrt(0.2 ** 2 * disagree + 0.3 ** 2 * agree)
    expect(coverageDifferenceError(a, b, [strata, strata], N, true)).toBeCloseTo(expected, 12)
    expect(coverageDifferenceError(a, b, [[], []], N, true)).toBe(0)
  })

  it('holds the true difference in 95 % of all samples, and is narrower than that of independent samples', () => {
    // Of each response: A misses it with p, B with q given A's miss and r given none; the true difference is pA − pB.
    const [p, q, r] = [0.2, 0.7, 0.02]
    const truth = p - (p * q + (1 - p) * r)
    const stream = new Stream(11, 'evaluation')
    const [M, repetitions] = [400, 2000]
    let held = 0
    let narrower = 0
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const a = Float32Array.from({ length: M }, (_, i) => (stream.uniform(repetition, i, 0) < p ? 5 : 0))
      const b = Float32Array.from(a, (missed, i) => (stream.uniform(repetition, i, 1) < (missed ? q : r) ? 5 : 0))
      const mean = (values: Float32Array) => values.reduce((sum, value) => sum + Number(value > 0), 0) / M
      const strata = [one(M), one(M)] as const
      const error = coverageDifferenceError(a, b, strata, 2, true)
      if (Math.abs(mean(a) - mean(b) - truth) <= Z * error) held++
      if (error < coverageDifferenceError(a, b, strata, 2, false)) narrower++
    }
    // Five standard errors of a share of 2,000: a correct band fails with probability below 1e-6.
    const slack = 5 * Math.sqrt((0.95 * 0.05) / repetitions)
    expect(Math.abs(held / repetitions - 0.95)).toBeLessThan(slack + 0.005)
    expect(narrower).toBe(repetitions)
  })
})

describe('the error of a difference in KL', () => {
  it('is that of the mean of the differences, stratum by stratum, after what is exact', () => {
    const a = Float32Array.of(7, 1, 2, 4, 10, 20)
    const b = Float32Array.of(0, 1, 1, 1, 6, 8)
    const strata = [
      { mass: 0.5, samples: 3 },
      { mass: 0.25, samples: 2 },
    ]
    // Differences 0, 1, 3 and 4, 12: variances 7/3 and 32.
    const expected = Math.sqrt(0.5 ** 2 * (7 / 3 / 3) + 0.25 ** 2 * (32 / 2))
    expect(klDifferenceError(a, b, strata)).toBeCloseTo(expected, 12)
    expect(klDifferenceError(a, b, [])).toBe(0)
  })

  it('is nothing where two models are the same, however far both are from the teacher', () => {
    const a = Float32Array.of(1, 5, 9)
    expect(klDifferenceError(a, a, [{ mass: 1, samples: 3 }])).toBe(0)
  })
})
