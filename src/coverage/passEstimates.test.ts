import { describe, expect, it } from 'vitest'
import { Stream } from '../random/streams'
import { exactPassAtN, exactPassOfStratum, sampledPassAtN, strataOf, successProbabilities } from './passEstimates'

/** Three classes of prompts, every prompt with a success probability of its own. */
const MASSES = [0.5, 0.3, 0.2]
const SUCCESSES = [
  [0.1, 0.6, 0],
  [1, 0.02],
  [0.3, 0.3, 0.5, 0.9],
]
const all = Float64Array.from(SUCCESSES.flat())
const strata = SUCCESSES.map(({ length }, c) => ({ mass: MASSES[c], samples: length }))

/** Every sequence of `draws` outcomes with its probability, as the number of successes. */
function outcomes(p: number, draws: number): { count: number; probability: number }[] {
  return Array.from({ length: 2 ** draws }, (_, bits) => {
    const count = bits.toString(2).replaceAll('0', '').length
    return { count, probability: p ** count * (1 - p) ** (draws - count) }
  })
}

describe('Pass@N of known success probabilities', () => {
  it.each([1, 2, 5])('is the chance of a success among %d samples, enumerated', N => {
    const expected = SUCCESSES.reduce((sum, ofClass, c) => {
      const passing = ofClass.map(p =>
        outcomes(p, N).reduce((inner, { count, probability }) => inner + (count > 0 ? probability : 0), 0),
      )
      return sum + MASSES[c] * (passing.reduce((inner, value) => inner + value, 0) / passing.length)
    }, 0)
    expect(exactPassAtN(all, strata, N).value).toBeCloseTo(expected, 12)
  })

  it.each([1, 3])('of one class is what that class has by itself, and classes add up by their masses, N = %d', N => {
    const own = SUCCESSES.map((ofClass, c) => {
      const alone = exactPassAtN(Float64Array.from(ofClass), [{ mass: 1, samples: ofClass.length }], N)
      expect(exactPassOfStratum(all, strata, c, N)).toEqual(alone)
      return MASSES[c] * alone.value
    })
    expect(own.reduce((sum, part) => sum + part, 0)).toBeCloseTo(exactPassAtN(all, strata, N).value, 12)
    expect(() => exactPassOfStratum(all, strata, 3, N)).toThrow('there is no stratum 4')
  })

  it('has the spread of prompts within their classes as its error', () => {
    const pass = (p: number) => 1 - (1 - p) ** 3
    const variance = SUCCESSES.reduce((sum, ofClass, c) => {
      // Half the mean squared distance of two different prompts is their variance.
      const distances = ofClass.flatMap((p, i) => ofClass.filter((_, j) => j !== i).map(q => (pass(p) - pass(q)) ** 2))
      const ofOne = distances.reduce((inner, value) => inner + value, 0) / distances.length / 2
      return sum + (MASSES[c] ** 2 * ofOne) / ofClass.length
    }, 0)
    expect(exactPassAtN(all, strata, 3).error).toBeCloseTo(Math.sqrt(variance), 12)
  })

  it('refuses arrays that do not fit', () => {
    expect(() => exactPassAtN(all.subarray(1), strata, 2)).toThrow('The strata have 9 prompts; there are 8.')
    expect(() => exactPassAtN(all, strata, 0.5)).toThrow(RangeError)
  })
})

describe('Pass@N of sampled responses', () => {
  it('is unbiased: averaged over all samples it is the exact one', () => {
    const draws = 3
    const one = [{ mass: 1, samples: 1 }]
    for (const p of all) {
      for (const N of [1, 2, 3]) {
        const mean = outcomes(p, draws).reduce(
          (sum, { count, probability }) => sum + probability * sampledPassAtN([count], draws, one, N)!.value,
          0,
        )
        expect(mean).toBeCloseTo(1 - (1 - p) ** N, 12)
      }
    }
  })

  it('has an interval that meets the truth as often as it says', () => {
    const stream = new Stream(3, 'evaluation')
    // Success probabilities uniform in (0, 1) in one class, in (0, ½) in the other: E[1 − (1 − p)²] = 2/3 and 5/12.
    const halves = [60, 40].map((samples, c) => ({ mass: [0.7, 0.3][c], samples }))
    const truth = 0.7 * (2 / 3) + 0.3 * (5 / 12)
    let missed = 0
    for (let trial = 0; trial < 2000; trial++) {
      const counts = Array.from({ length: 100 }, (_, x) => {
        const p = stream.uniform(trial, x, 0) * (x < 60 ? 1 : 0.5)
        let count = 0
        for (let s = 0; s < 4; s++) if (stream.uniform(trial, x, 1 + s) < p) count++
        return count
      })
      const { low, high } = sampledPassAtN(counts, 4, halves, 2)!
      if (truth < low || truth > high) missed++
    }
    // 100 of 2,000 are expected, and a normal approximation takes up to a tenth more; 4.42 deviations, so 1e-5.
    expect(missed).toBeLessThan(110 + 4.42 * Math.sqrt(2000 * 0.05 * 0.95))
    expect(missed).toBeGreaterThan(90 - 4.42 * Math.sqrt(2000 * 0.05 * 0.95))
  })

  it('stays within [0, 1], and is there for no more samples than were drawn', () => {
    const one = [{ mass: 1, samples: 3 }]
    expect(sampledPassAtN([0, 0, 1], 4, one, 1)!.low).toBe(0)
    expect(sampledPassAtN([4, 4, 3], 4, one, 1)!.high).toBe(1)
    expect(sampledPassAtN([1, 1, 1], 4, one, 5)).toBeNull()
    expect(sampledPassAtN([1, 1, 1], 4, one, 1.5)).toBeNull()
    expect(() => sampledPassAtN([5, 1, 1], 4, one, 2)).toThrow(RangeError)
  })
})

describe('success probabilities', () => {
  const candidates = { response: [0, 0, 0, 1, 2, 2], rewarded: [1, 0, 1, 1, 0, 1], complete: [1, 1, 1] }
  const logProbs = [0.2, 0.3, 0.1, 0.7, 0.6, 0.40000001].map(Math.log)

  it('add up candidates, rewarded ones or all', () => {
    const rewarded = successProbabilities(candidates, logProbs, 'rewarded')!
    ;[0.3, 0.7, 0.4].forEach((p, x) => {
      expect(rewarded[x]).toBeCloseTo(p, 7)
    })
    const valid = successProbabilities(candidates, logProbs, 'valid')!
    expect(valid[0]).toBeCloseTo(0.6, 12)
    // Not above 1, for all rounding.
    expect(valid[2]).toBe(1)
  })

  it('of any valid response need all of them', () => {
    const partly = { ...candidates, complete: [1, 0, 1] }
    expect(successProbabilities(partly, logProbs, 'valid')).toBeNull()
    expect(successProbabilities(partly, logProbs, 'rewarded')).toHaveLength(3)
  })
})

it('counts the prompts that were chosen of every class', () => {
  expect(strataOf([0, 2, 3, 5, 6, 8], strata)).toEqual([
    { mass: 0.5, samples: 2 },
    { mass: 0.3, samples: 1 },
    { mass: 0.2, samples: 3 },
  ])
  expect(() => strataOf([0, 2, 6, 8], strata)).toThrow('None of the prompts of stratum 2 is chosen.')
})
