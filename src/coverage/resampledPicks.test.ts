import { describe, expect, it } from 'vitest'
import { Stream } from '../random/streams'
import { hoeffdingHalfWidth } from './bands'
import { type ResampledPicks, resampledPicks } from './resampledPicks'

function picksAfter(sets: number, generator: Generator<ResampledPicks, never>): ResampledPicks {
  for (const picks of generator) if (picks.sets === sets) return picks
  throw new Error('It never ends.')
}

const uniform = (seed: number) => {
  const stream = new Stream(seed, 'sampling')
  return (set: number, draw: number) => stream.uniform(2, set, draw)
}

// Response 0 costs the first candidate little and the second a lot less than response 1 costs it, but only there is the
// second beaten sixteenfold.
const logProbs = [Float32Array.of(-1, -3), Float32Array.of(0, -6)]

describe('resampledPicks', () => {
  it('picks as often as the binomial law says, with weights', () => {
    // In a set of n = 3, k = number of the rare response: the tournament (N = 16) takes the first if k > 0 and ties if k = 0;
    // cross-entropy takes the first if 3k > 3 − k, that is k ≥ 1, and the second if k = 0.
    const [p, sets] = [0.2, 4000]
    const picks = picksAfter(sets, resampledPicks(logProbs, Float64Array.of(1 - p, p), 16, 3, uniform(1)))
    const none = (1 - p) ** 3
    const band = hoeffdingHalfWidth(1, sets, 1e-5)
    expect(picks.sets).toBe(sets)
    expect(Math.abs(picks.tournament[1] - none / 2)).toBeLessThan(band)
    expect(Math.abs(picks.crossEntropy[1] - none)).toBeLessThan(band)
    expect(picks.tournament[0] + picks.tournament[1]).toBeCloseTo(1, 12)
  })

  it('is the same for equal weights and for none', () => {
    const rows = [Float32Array.of(-1, -3, -2, -8), Float32Array.of(0, -6, -5, -1)]
    const [plain, weighted] = [null, new Float64Array(4).fill(0.25)].map(weights =>
      picksAfter(50, resampledPicks(rows, weights, 16, 5, uniform(2))),
    )
    expect(plain).toEqual(weighted)
  })

  it('picks what is best once the sets are large', () => {
    const picks = picksAfter(20, resampledPicks(logProbs, Float64Array.of(0.5, 0.5), 16, 500, uniform(3)))
    expect([...picks.tournament]).toEqual([1, 0])
    expect([...picks.crossEntropy]).toEqual([1, 0])
  })
})
