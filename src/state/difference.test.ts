import { describe, expect, it } from 'vitest'
import { differenceText } from '../text/difference'
import type { BandedPoint } from './derive'
import { differenceBetween, leadOf } from './difference'
import type { Run } from './types'

const point = (step: number, value: number, half = 0): BandedPoint => ({
  step,
  value,
  low: value - half,
  high: value + half,
})

/** A run whose responses have these log ratios at each step. */
function run(
  steps: Record<number, readonly number[]>,
  about: { prompt?: number; sampled?: boolean; klError?: number } = {},
) {
  const { prompt = 0, sampled = true, klError = 0 } = about
  const M = Object.values(steps)[0].length
  return {
    description: {
      weights: null,
      strata: sampled ? [{ mass: 1, samples: M }] : [],
      prompt: new Uint16Array(M).fill(prompt),
      logTeacher: new Float64Array(M),
    },
    snapshots: Object.entries(steps).map(([step, ratios]) => ({
      step: Number(step),
      kl: ratios.reduce((sum, ratio) => sum + ratio, 0) / M,
      klError,
      logRatios: Float32Array.from(ratios),
      pathKl: Float32Array.from(ratios),
    })),
  } as unknown as Run
}

describe('A less B', () => {
  it('is taken where both were evaluated, and has no band where all is exact', () => {
    const a = run({ 0: [2, 2], 5: [1, 3], 9: [0, 0] }, { sampled: false })
    const b = run({ 0: [2, 2], 5: [1, 1] }, { sampled: false })
    expect(differenceBetween(a, b, Math.E)).toEqual({
      kl: [point(0, 0), point(5, 1)],
      coverage: [point(0, 0), point(5, 0)],
      bands: 'none',
    })
  })

  it('pairs what is measured on the same responses, and says where it cannot', () => {
    const ratios = { 0: [0, 5, 0, 5, 0, 5, 5, 0] }
    const width = ({ low, high }: BandedPoint) => high - low
    const paired = differenceBetween(run(ratios, { klError: 1 }), run(ratios, { klError: 1 }), 2)!
    const unpaired = differenceBetween(run(ratios, { klError: 1 }), run(ratios, { klError: 1, prompt: 1 }), 2)!
    expect([paired.bands, unpaired.bands]).toEqual(['paired', 'unpaired'])
    expect(width(paired.coverage[0])).toBeLessThan(width(unpaired.coverage[0]))
    // The same KL on every response: nothing is left to chance.
    expect([width(paired.kl[0]), width(unpaired.kl[0])]).toEqual([0, expect.closeTo(2 * 1.96 * Math.SQRT2, 10)])
  })

  it('is 0 where only rounding is left of it', () => {
    const [a, b] = [0, 1e-10].map(residue => run({ 0: [1 + residue, 1 + residue] }, { sampled: false }))
    expect(differenceBetween(b, a, Math.E)!.kl).toEqual([point(0, 0)])
  })

  it('leaves out an infinite KL', () => {
    const infinite = run({ 0: [Number.POSITIVE_INFINITY, 0] })
    expect(differenceBetween(infinite, infinite, 2)?.kl).toEqual([])
  })
})

describe('the lead', () => {
  const told = (points: readonly BandedPoint[], bands: 'none' | 'paired' = 'none') =>
    differenceText.lead('KL', leadOf(points), bands, 'step')

  it('is since when a run is lower without a break, and nothing that a band can hide', () => {
    expect(told([point(0, 0), point(10, -1), point(20, 1), point(30, 2)])).toBe('B’s KL is lower from step 20 on')
    expect(told([point(0, 0), point(10, -1), point(20, -2)])).toBe('A’s KL is lower throughout')
    expect(told([point(0, 0), point(10, 1), point(20, -2)])).toBe('A’s KL is lower at step 20')
    // One evaluation is not all of a run.
    expect(told([point(0, -1)])).toBe('A’s KL is lower at step 0')
    expect(told([point(0, 0), point(10, 0)])).toBe('A and B have the same KL')
    expect(told([point(0, 1), point(10, 1, 2)], 'paired')).toBe('KL of A and B cannot be told apart')
  })
})
