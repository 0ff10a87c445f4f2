import { describe, expect, it } from 'vitest'
import { decodeSweepLink } from '../../config/sweepLink'
import { planSweep } from '../../config/sweepPlan'
import type { CellResult } from '../../engine/sweepResult'
import { sweepTitles } from '../../text/sweep/title'
import { rateLines } from './rateLines'

const { rateNotes } = sweepTitles

const facts = { inherentVariance: 5, parameters: 2 }

/** A sweep's link with made-up medians at its points. */
function linesOf(
  query: string,
  median: (cell: { x: string | number; by: string | number | null }) => number,
  known = true,
) {
  const { sweep } = decodeSweepLink(`view=sweep&${query}`)
  const { cells } = planSweep(sweep)
  const results = cells.map(
    ({ x, by }) => ({ x, by, median: median({ x, by }), facts: known ? facts : null }) as CellResult,
  )
  return { sweep, lines: rateLines(sweep, cells, results) }
}

describe('rates over the lines of a sweep', () => {
  it('belong to the rules that have one, each fitted to its own line', () => {
    const { lines } = linesOf('sweep=H:8,32,128&by=rule:sgd,normalized,sign', ({ x }) => Number(x) / 1000)
    expect(lines.map(({ rate, by }) => [rate.source, by])).toEqual([
      ['Prop. 5.1', 'sgd'],
      ['Thm 5.1', 'normalized'],
    ])
    const [sgd, normalized] = lines
    // Mixed lengths at B = 3, T = 2000, K = 16, N = 16.
    const shape = (H: number) => (Math.sqrt(5 / 2000) + (9 * H) / 2000) / Math.log(16)
    expect(sgd.points.map(({ y }) => y / sgd.constant)).toEqual([8, 32, 128].map(H => expect.closeTo(shape(H), 10)))
    // The constant leaves no mean error in the logarithm, and there is no H in the other rate.
    const errors = sgd.points.reduce((sum, { x, y }) => sum + Math.log(Number(x) / 1000 / y), 0)
    expect(errors).toBeCloseTo(0, 10)
    expect(new Set(normalized.points.map(({ y }) => y)).size).toBe(1)
  })

  it('say that they are shapes', () => {
    const { sweep, lines } = linesOf('sweep=T:100,400', () => 0.1)
    expect(rateNotes(sweep, lines)[0]).toMatch(
      /^Dotted: the rate of Prop\. 5\.1, .*, constant not specified\. It is no bound;/,
    )
  })

  it('are left out for other metrics, unknown σ⋆², and coverage that is 0 everywhere', () => {
    expect(linesOf('sweep=H:8,32&metric=finalKl', () => 0.1).lines).toEqual([])
    expect(linesOf('sweep=H:8,32&by=rule:sgd', () => 0.1, false).lines).toEqual([])
    expect(linesOf('sweep=H:8,32&by=rule:sgd', () => 0).lines).toEqual([])
    expect(linesOf('scenario=missing-mass&sweep=n:40,80', () => 0.1).lines).toEqual([])
  })
})
