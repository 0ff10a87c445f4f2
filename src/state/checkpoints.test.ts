import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkpointAt, thinned, withCheckpoint } from './checkpoints'
import type { KeptCheckpoint } from './types'

/** What is kept after so many evaluations, ten steps apart, of a model of so many parameters. */
function keptAfter(evaluations: number, parameters: number, budget: number): readonly KeptCheckpoint[] {
  let kept: readonly KeptCheckpoint[] = []
  for (let index = 0; index < evaluations; index++) {
    kept = withCheckpoint(kept, { index, step: 10 * index, theta: new Float32Array(parameters) }, budget)
  }
  return kept
}

const indexes = (kept: readonly KeptCheckpoint[]) => kept.map(({ index }) => index)

describe('kept checkpoints', () => {
  it('are the first, the newest, and evenly spaced ones within the budget', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 2, max: 40 }),
        (n, size, most) => {
          const budget = 4 * size * most + size
          const kept = indexes(keptAfter(n, size, budget))
          expect(kept[0]).toBe(0)
          expect(kept.at(-1)).toBe(n - 1)
          expect(4 * size * kept.length).toBeLessThanOrEqual(budget)
          if (n <= most) expect(kept).toHaveLength(n)
          const gaps = kept.slice(1).map((index, i) => index - kept[i])
          const last = gaps.pop() ?? 1
          // All alike but the last, which is still growing; and never twice as wide as the budget asks for.
          expect(new Set(gaps).size).toBeLessThanOrEqual(1)
          if (gaps.length > 0) expect(last).toBeLessThanOrEqual(gaps[0])
          if (n > most) expect(2 * kept.length).toBeGreaterThanOrEqual(most - 1)
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })

  it('are the newest alone where two do not fit', () => {
    expect(indexes(keptAfter(7, 10, 79))).toEqual([6])
    expect(indexes(keptAfter(7, 10, 1))).toEqual([6])
    expect(indexes(keptAfter(7, 10, 80))).toEqual([0, 6])
  })

  it('can be thinned later, to what a smaller budget would have kept', () => {
    expect(thinned(keptAfter(126, 10, 4000), 1000)).toEqual(keptAfter(126, 10, 1000))
  })

  it('answer for every step with the newest at or before it', () => {
    const run = { checkpoints: keptAfter(126, 10, 1000) }
    expect(indexes(run.checkpoints)).toEqual([...Array.from({ length: 16 }, (_, i) => 8 * i), 125])
    expect([null, 0, 79, 80, 85, 1249, 1250].map(step => checkpointAt(run, step)!.step)).toEqual([
      1250, 0, 0, 80, 80, 1200, 1250,
    ])
    expect(checkpointAt({ checkpoints: [] }, 3)).toBeNull()
  })
})
