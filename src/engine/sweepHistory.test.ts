import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { decodeLink } from '../config/link'
import { decodeSweepLink } from '../config/sweepLink'
import { planSweep } from '../config/sweepPlan'
import { coverageOf } from '../coverage/profile'
import { openBackend } from './backend'
import { runToEnd } from './run'
import { outcomesOf, runPlan } from './sweep'
import { sweepFile } from './sweepFile'
import { historyOver, klPerCoverage } from './sweepHistory'
import { cellResult } from './sweepResult'
import type { RunHistory } from './sweepRun'

const INFINITY = Number.POSITIVE_INFINITY
const history = (kl: number[], coverage: number[]): RunHistory => ({
  kl: Float64Array.from(kl),
  coverage: Float64Array.from(coverage),
})

describe('over the seeds', () => {
  it('every step has its median and its band from 10 to 90 %', () => {
    const seeds = Array.from({ length: 11 }, (_, i) => history([i, 10 - i], [0.5, 0.25]))
    const [first, second] = historyOver([0, 7], seeds)
    expect(first).toEqual({
      step: 0,
      kl: { median: 5, low: 1, high: 9 },
      coverage: { median: 0.5, low: 0.5, high: 0.5 },
      ratio: { median: 10, low: 2, high: 18 },
    })
    expect(second).toMatchObject({ step: 7, ratio: { median: 20, low: 4, high: 36 } })
  })

  it('the ratio is that of each run, not of the medians', () => {
    const seeds = [history([1], [1]), history([2], [0.1]), history([9], [0.5])]
    expect(historyOver([3], seeds)[0]).toMatchObject({
      kl: { median: 2 },
      coverage: { median: 0.5 },
      ratio: { median: 18, low: 1, high: 20 },
    })
  })

  it('a ratio is infinite where nothing is missed, and so is all of a run that failed', () => {
    const infinite = [klPerCoverage(2, 0), klPerCoverage(0, 0), klPerCoverage(INFINITY, 0.5), klPerCoverage(2, 9e-6)]
    expect(infinite).toEqual(new Array(4).fill(INFINITY))
    expect(klPerCoverage(2, 1e-5)).toBeCloseTo(2e5, 6)
    const [point] = historyOver([3], [history([1], [0]), null, history([1], [0.5])])
    expect(point).toEqual({
      step: 3,
      kl: { median: 1, low: 1, high: INFINITY },
      coverage: { median: 0.5, low: 0, high: INFINITY },
      ratio: { median: INFINITY, low: 2, high: INFINITY },
    })
    expect(historyOver([3], [null])[0].kl.median).toBe(INFINITY)
  })
})

describe('the history of a run in a sweep', () => {
  beforeAll(async () => {
    await openBackend('wasm', nodePlatform())
  })

  it('is the one that the run has by itself, from the start on, at every N', async () => {
    const query = 'scenario=mixed-lengths&H=4&T=50&every=20&seed=3'
    const [outcomes] = await outcomesOf([{ config: decodeLink(query).config, tails: [2, 16] }])
    const { description, snapshots } = await runToEnd(decodeLink(query).config)
    expect(snapshots.map(({ step }) => step)).toEqual([0, 20, 40, 50])
    for (const [i, N] of [2, 16].entries()) {
      const { kl, coverage } = outcomes[i].history!
      expect(Array.from(kl)).toEqual(snapshots.map(snapshot => snapshot.kl))
      expect(Array.from(coverage)).toEqual(
        snapshots.map(({ logRatios }) => coverageOf(logRatios, description.weights, N)),
      )
    }
  })

  it('has no more than 200 points after the start, and the metrics still count every evaluation', async () => {
    const config = decodeLink('scenario=mixed-lengths&H=2&T=300&every=1').config
    const [[{ history: thinned, measures }]] = await outcomesOf([{ config, tails: [16] }])
    const { description, snapshots } = await runToEnd(config)
    const all = snapshots.map(({ logRatios }) => coverageOf(logRatios, description.weights, 16))
    expect(Array.from(thinned!.coverage)).toEqual(all.filter((_, step) => step % 2 === 0))
    expect(measures.meanCoverage).toBe(all.slice(1).reduce((sum, value) => sum + value, 0) / 300)
  })

  // A kernel takes all steps up to an evaluation at once, 0, 20, 40 and 50; token by token they are taken one by one.
  it.each([
    ['adam&T=50&every=20', [20, 40, 50], [2, 3, 4]],
    ['token&T=5&every=2', [1, 2, 3, 4, 5], [1, 2, 2, 3, 4]],
  ])('is told as far as it has come while %s goes on', async (rule, steps, points) => {
    // A clock that says every time that it is time for a word.
    let time = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 1000))
    const told: { taken: number; sofar: readonly RunHistory[] }[] = []
    let taken = 0
    const { config } = decodeLink(`scenario=mixed-lengths&H=4&rule=${rule}`)
    const [outcomes] = await outcomesOf([{ config, tails: [2, 16] }], (more, sofar) => {
      taken += more
      told.push({ taken, sofar: sofar()[0]! })
    })
    clock.mockRestore()
    expect(told.map(each => each.taken)).toEqual(steps)
    for (const [i, { sofar }] of told.entries()) {
      expect(sofar.map(({ kl }) => Array.from(kl))).toEqual(
        outcomes.map(({ history: whole }) => Array.from(whole!.kl).slice(0, points[i])),
      )
      expect(sofar.map(({ coverage }) => Array.from(coverage))).toEqual(
        outcomes.map(({ history: whole }) => Array.from(whole!.coverage).slice(0, points[i])),
      )
    }
  })

  it('is not kept of datasets, which do not follow each other', async () => {
    const config = decodeLink('scenario=bernoulli&T=5').config
    const [[{ history: none, failure }]] = await outcomesOf([{ config, tails: [16] }])
    expect(failure).toBeNull()
    expect(none).toBeNull()
  })

  it('is that of the chosen step size, and is written with its steps', async () => {
    const { sweep } = decodeSweepLink(
      'view=sweep&scenario=mixed-lengths&sweep=H:2,4&seeds=2&T=20&every=8&best=1&etaFrom=0.01&etaTo=0.02&plot=steps',
    )
    const plan = planSweep(sweep)
    const outcomes = await runPlan(plan.runs)
    const file = JSON.parse(JSON.stringify(sweepFile(sweep, plan, outcomes, 'WASM')))
    for (const cell of plan.cells) {
      const { eta, histories } = cellResult(cell, outcomes, 'meanCoverage')!
      const chosen = file.runs.filter(({ link }: { link: string }) => {
        const { values } = decodeLink(link).config
        return values.H === cell.x && values.eta === eta
      })
      expect(histories).toHaveLength(2)
      expect(chosen.map((run: { history: unknown }) => run.history)).toEqual(
        histories.map(each => ({
          steps: [0, 8, 16, 20],
          kl: Array.from(each!.kl),
          coverage: Array.from(each!.coverage),
        })),
      )
    }
  })
})
