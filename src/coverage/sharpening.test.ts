import { describe, expect, it } from 'vitest'
import {
  coverageCoefficient,
  INVALID,
  medianCoefficient,
  modeLogProbs,
  modeSuccess,
  pickSuccess,
  type RankedResponses,
  REWARDED,
  VALID,
} from './sharpening'

/** Two prompts; of the second, a tenth of the mass is not ranked. */
const ranked: RankedResponses = {
  masses: Float64Array.of(0.25, 0.75),
  classes: Uint16Array.of(0, 1),
  prompt: Uint32Array.of(0, 0, 0, 1, 1),
  logProbs: Float64Array.of(0.5, 0.3, 0.2, 0.6, 0.3).map(Math.log),
  verdicts: Uint8Array.of(VALID, REWARDED, INVALID, INVALID, REWARDED),
  exact: Uint8Array.of(1, 1),
}

describe('sharpening', () => {
  it('has the coverage coefficient and the chance of the mode in closed form', () => {
    const modes = modeLogProbs(ranked)
    expect(Array.from(modes, Math.exp)).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.6, 12)])
    expect(coverageCoefficient(modes, ranked.masses)).toBeCloseTo(0.25 / 0.5 + 0.75 / 0.6, 12)
    expect(modeSuccess(modes, ranked.masses, 3)).toBeCloseTo(0.25 * (1 - 0.5 ** 3) + 0.75 * (1 - 0.4 ** 3), 12)
  })

  it('has the median over prompts by their masses beside the coefficient, which is the mean', () => {
    const logs = Float64Array.of(0.001, 0.5, 0.25, 0.9).map(Math.log)
    expect(medianCoefficient(logs, [0.1, 0.2, 0.3, 0.4])).toBeCloseTo(2, 12)
    expect(medianCoefficient(logs, [0.25, 0.25, 0.25, 0.25])).toBeCloseTo(2, 12)
    expect(medianCoefficient(logs, [0.1, 0, 0, 0.9])).toBeCloseTo(1 / 0.9, 12)
    expect(medianCoefficient(logs, [0.6, 0, 0, 0.4])).toBeCloseTo(1000, 9)
    expect(medianCoefficient([Math.log(0.3)], [1])).toBeCloseTo(1 / 0.3, 12)
    // A hundred equal masses do not add up exactly.
    const many = Float64Array.from({ length: 100 }, (_, x) => -Math.log(x + 1))
    expect(medianCoefficient(many, new Float64Array(100).fill(0.01))).toBeCloseTo(50, 9)
  })

  it('picks rightly as often as an enumeration of all samples says', () => {
    const shares = [
      [0.5, 0.3, 0.2],
      [0.6, 0.3, 0.1],
    ]
    const verdicts = [
      [VALID, REWARDED, INVALID],
      [INVALID, REWARDED, INVALID],
    ]
    for (const least of [VALID, REWARDED]) {
      // Of three samples, the pick is the likeliest: the one of the smallest index.
      let expected = 0
      for (let triple = 0; triple < 27; triple++) {
        const samples = [Math.floor(triple / 9), Math.floor(triple / 3) % 3, triple % 3]
        shares.forEach((own, x) => {
          const probability = samples.reduce((product, y) => product * own[y], 1)
          if (verdicts[x][Math.min(...samples)] >= least) expected += ranked.masses[x] * probability
        })
      }
      const { low, high } = pickSuccess(ranked, least, 3)
      expect(low).toBeCloseTo(expected, 12)
      expect(high).toBeCloseTo(expected + 0.75 * 0.1 ** 3, 12)
    }
  })

  it('has no reward where there is none', () => {
    expect(() => pickSuccess({ ...ranked, verdicts: null }, REWARDED, 2)).toThrow('Nothing is rewarded here.')
    expect(() => pickSuccess(ranked, REWARDED, 0)).toThrow('N must be at least 1; it is 0.')
  })
})
