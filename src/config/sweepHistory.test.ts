import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { historySteps } from './sweepHistory'

describe('the steps of a history', () => {
  it('are all evaluation points where these are few', () => {
    expect(historySteps({ T: 60, every: 20 })).toEqual([0, 20, 40, 60])
    expect(historySteps({ T: 50, every: 20 })).toEqual([0, 20, 40, 50])
    expect(historySteps({ T: 1, every: 1000 })).toEqual([0, 1])
    expect(historySteps({ T: 200, every: 1 })).toHaveLength(201)
  })

  it('are evenly spaced ones of many, the end among them', () => {
    expect(historySteps({ T: 201, every: 1 }).slice(-3)).toEqual([198, 200, 201])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (T, every) => {
        const steps = historySteps({ T, every })
        expect(steps.length).toBeLessThanOrEqual(201)
        expect(steps[0]).toBe(0)
        expect(steps.at(-1)).toBe(T)
        const gaps = steps.slice(1).map((step, i) => step - steps[i])
        expect(gaps.slice(0, -1).every(gap => gap === gaps[0])).toBe(true)
        expect(gaps.at(-1)).toBeLessThanOrEqual(gaps[0])
        // Only at these is a run evaluated.
        expect(steps.every(step => step % every === 0 || step === T)).toBe(true)
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})
