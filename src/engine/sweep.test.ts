import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../cli/platform'
import { decodeLink } from '../config/link'
import { decodeSweepLink } from '../config/sweepLink'
import { type Measures, measuresOf, SWEEP_METRICS } from '../config/sweepMetrics'
import { type PlannedCell, planSweep } from '../config/sweepPlan'
import { coverageOf } from '../coverage/profile'
import { openBackend } from './backend'
import { runToEnd } from './run'
import { sideBySide } from './sideBySide'
import { type Outcomes, outcomesOf, runPlan } from './sweep'
import { sweepFile } from './sweepFile'
import { cellResult } from './sweepResult'
import type { RunOutcome } from './sweepRun'

const INFINITY = Number.POSITIVE_INFINITY
const sweepOf = (query: string) => decodeSweepLink(`view=sweep&${query}`).sweep

/** Outcomes made up: `measure` of the step size and the seed's number. */
function madeUp(cell: PlannedCell, measure: (eta: number | null, seed: number) => number): Map<string, RunOutcome> {
  const outcomes = new Map<string, RunOutcome>()
  for (const { eta, keys } of cell.candidates) {
    keys.forEach((key, seed) => {
      const measures = Object.fromEntries(SWEEP_METRICS.map(({ id }) => [id, measure(eta, seed)])) as Measures
      outcomes.set(key, { measures, facts: null, history: null, failure: null })
    })
  }
  return outcomes
}

describe('a point of a sweep', () => {
  const [searching] = planSweep(sweepOf('sweep=H:4&best=1&etaFrom=0.01&etaTo=0.1&seeds=4')).cells
  const result = (outcomes: Outcomes) => cellResult(searching, outcomes, 'meanCoverage')

  it('is shown at the η with the smallest mean over seeds', () => {
    // 0.0316 has the smallest median, 0.0178 the smallest mean.
    const table: Record<number, number[]> = { 0.0178: [3, 3, 3, 3], 0.0316: [1, 1, 1, 20] }
    const found = result(madeUp(searching, (eta, seed) => table[eta!]?.[seed] ?? 100))
    expect(found).toMatchObject({ eta: 0.0178, etaAtEdge: false, values: [3, 3, 3, 3], mean: 3, median: 3 })
  })

  it('says when the best η is the first or last of the grid, and takes the smallest of equals', () => {
    expect(result(madeUp(searching, eta => eta!))).toMatchObject({ eta: 0.01, etaAtEdge: true })
    expect(result(madeUp(searching, eta => -eta!))).toMatchObject({ eta: 0.1, etaAtEdge: true })
    expect(result(madeUp(searching, () => INFINITY))).toMatchObject({ eta: 0.01, mean: INFINITY, median: INFINITY })
    expect(result(madeUp(searching, eta => (eta! > 0.02 && eta! < 0.1 ? 0 : 1)))).toMatchObject({ eta: 0.0316 })
  })

  it('avoids a step size at which one seed is infinite', () => {
    const found = result(madeUp(searching, (eta, seed) => (eta === 0.0562 ? (seed === 3 ? INFINITY : 0) : 5)))
    expect(found).toMatchObject({ eta: 0.01, mean: 5 })
  })

  it('counts the seeds, from the first, that every η has been run with', () => {
    const outcomes = madeUp(searching, (eta, seed) => (eta === 0.1 ? seed : 10))
    outcomes.delete(searching.candidates[2].keys[2])
    expect(result(outcomes)).toMatchObject({ eta: 0.1, values: [0, 1] })
    outcomes.delete(searching.candidates[0].keys[0])
    expect(result(outcomes)).toBeNull()
  })

  it('has a median and a band that keep infinite values', () => {
    const [cell] = planSweep(sweepOf('sweep=H:4&seeds=5')).cells
    const values = [2, INFINITY, 1, INFINITY, 3]
    const found = cellResult(
      cell,
      madeUp(cell, (_, seed) => values[seed]),
      'finalKl',
    )
    expect(found).toMatchObject({ eta: null, etaAtEdge: false, values, median: 3, low: 1, high: INFINITY })
  })
})

describe('the metrics of a run', () => {
  const point = (coverage: number, kl: number) => ({ coverage, kl, crossEntropy: kl + 1 })
  it.each([
    ['meanCoverage', 0.3],
    ['finalCoverage', 0.5],
    ['meanKl', INFINITY],
    ['finalKl', 2],
    ['infiniteKl', 1 / 3],
    ['finalCrossEntropy', 3],
  ])('%s', (id, expected) => {
    const metric = SWEEP_METRICS.find(candidate => candidate.id === id)!
    expect(metric.measure([point(0.1, 1), point(0.3, INFINITY), point(0.5, 2)])).toBeCloseTo(expected, 12)
  })
})

describe('a real sweep', () => {
  beforeAll(async () => {
    await openBackend('wasm', nodePlatform())
  })

  it('gives the numbers of its runs made one by one', async () => {
    const sweep = sweepOf('sweep=H:4,6&by=rule:sgd,sign&seeds=2&seed=3&T=60&N=2&every=20')
    const plan = planSweep(sweep)
    const done: number[] = []
    const outcomes = await runPlan(plan.runs, count => done.push(count))
    expect(done).toEqual([8])
    for (const cell of plan.cells) {
      const expected: number[] = []
      for (const seed of [3, 4]) {
        const { config } = decodeLink(`H=${cell.x}&rule=${cell.by}&seed=${seed}&T=60&N=2&every=20`)
        const { description, snapshots } = await runToEnd(config)
        const values = snapshots.map(({ logRatios }) => coverageOf(logRatios, description.weights, 2))
        expect(values).toHaveLength(4)
        expected.push((values[1] + values[2] + values[3]) / 3)
        const { measures } = outcomes.get(cell.candidates[0].keys[seed - 3])!
        expect(measures.finalKl).toBe(snapshots[3].kl)
        expect(measures.finalCrossEntropy).toBe(snapshots[3].crossEntropy)
      }
      expect(cellResult(cell, outcomes, 'meanCoverage')!.values).toEqual(expected)
    }
  })

  it.each([
    ['mixed-lengths', 'adam'],
    ['mixed-lengths', 'adam&decode=ttt'],
    ['rare-prompt', 'normalized'],
    ['steep-prompts', 'sign'],
    ['pivotal-tokens', 'sgd'],
    ['orthonormal', 'token'],
    ['random-linear', 'distill'],
    ['missing-mass', 'mle'],
  ])('measures %s by %s as one run does, bit for bit', async (scenario, rule) => {
    const { config } = decodeLink(`scenario=${scenario}&rule=${rule}&T=6&every=2`)
    const tails = [2, 16, 1000]
    const { description, snapshots } = await runToEnd(config)
    const [outcomes] = await outcomesOf([{ config, tails }])
    for (const [i, N] of tails.entries()) {
      const points = snapshots.map(({ logRatios, kl, crossEntropy }) => {
        return { coverage: coverageOf(logRatios, description.weights, N), kl, crossEntropy }
      })
      expect(outcomes[i].measures).toEqual(measuresOf(points.slice(1)))
      if (rule === 'mle') expect(outcomes[i].history).toBeNull()
      else {
        const { kl, coverage } = outcomes[i].history!
        expect([...kl]).toEqual(points.map(point => point.kl))
        expect([...coverage]).toEqual(points.map(point => point.coverage))
      }
    }
  })

  it('trains linear models side by side, whatever they differ in, and measures each as if it were alone', async () => {
    const links = [
      '',
      'rule=normalized',
      'rule=adam&T=7',
      'rule=sign&every=3',
      'rule=token',
      'rule=sgd&eta=0.02',
      'rule=adam&eta=0.02',
      'K=3',
      'H=9',
      'seed=8',
      'B=1',
      'scenario=random-linear&rule=adam&M=200',
      'scenario=rare-prompt&T=150&every=100',
    ]
    const asked = links.map(link => ({ config: decodeLink(`T=11&every=4&${link}`).config, tails: [1, 16] }))
    asked.push({ config: { ...asked[0].config, values: { ...asked[0].config.values, eta: Number.NaN } }, tails: [16] })
    expect(sideBySide(asked)).toEqual([asked])
    const together = await outcomesOf(asked)
    for (const [i, { config, tails }] of asked.entries()) {
      if (Number.isNaN(config.values.eta)) {
        expect(together[i][0].failure).toMatch(/no longer finite/)
        continue
      }
      const { description, snapshots } = await runToEnd(config)
      const points = tails.map(N =>
        snapshots.map(({ logRatios, kl, crossEntropy }) => {
          return { coverage: coverageOf(logRatios, description.weights, N), kl, crossEntropy }
        }),
      )
      expect(together[i].map(({ measures }) => measures)).toEqual(points.map(each => measuresOf(each.slice(1))))
    }
  })

  it('trains transformers one by one, and no more than 32 linear models at once', () => {
    const small = { config: decodeLink('').config, tails: [16] }
    const large = { config: decodeLink('scenario=graph-two-rules').config, tails: [6] }
    const runs = [small, large, large, ...new Array<typeof small>(33).fill(small), large]
    expect(sideBySide(runs).map(part => part.length)).toEqual([1, 1, 1, 32, 1, 1])
    expect(sideBySide(runs).flat()).toEqual(runs)
  })

  it('measures one run at several N', async () => {
    const plan = planSweep(sweepOf('sweep=N:1,16,1000&seeds=1&T=20'))
    const outcomes = await runPlan(plan.runs)
    const values = plan.cells.map(cell => cellResult(cell, outcomes, 'meanCoverage')!.median)
    for (const [i, N] of [1, 16, 1000].entries()) {
      const [[alone]] = await outcomesOf([{ config: decodeLink(`N=${N}&T=20`).config, tails: [N] }])
      expect(values[i]).toBe(alone.measures.meanCoverage)
    }
    expect(new Set(values).size).toBe(3)
  })

  it('says how many steps were taken, all of them in the end', async () => {
    let steps = 0
    await outcomesOf([{ config: decodeLink('T=50&every=20').config, tails: [16] }], more => {
      steps += more
    })
    expect(steps).toBe(50)
  })

  it('goes on after a run that fails, and counts it as infinite', async () => {
    const sweep = sweepOf('sweep=H:4,6&seeds=2&T=5')
    const { cells, runs, adjustments } = planSweep(sweep)
    const broken = { ...runs[0], config: { ...runs[0].config, values: { ...runs[0].config.values, eta: Number.NaN } } }
    const outcomes = await runPlan([broken, ...runs.slice(1)])
    const [first, second] = cells.map(cell => cellResult(cell, outcomes, 'meanKl')!)
    expect(first.values[0]).toBe(INFINITY)
    expect(first.failures[0]).toMatch(/no longer finite/)
    expect(second.failures).toEqual([])
    const file = JSON.parse(JSON.stringify(sweepFile(sweep, { cells, runs, adjustments }, outcomes, 'WASM')))
    expect(file.cells[0]).toMatchObject({ x: 4, by: null, mean: 'Infinity', high: 'Infinity' })
    expect(file.runs[0]).toMatchObject({ failure: expect.stringContaining('no longer finite') })
  })

  it('is written with its link and the link of every run', async () => {
    const link = 'sweep=N:2,4&by=rule:sgd,adam&seeds=2&T=5&best=1&etaFrom=0.01&etaTo=0.02'
    const sweep = sweepOf(link)
    const plan = planSweep(sweep)
    const file = sweepFile(sweep, plan, await runPlan(plan.runs), 'WASM')
    expect(file).toMatchObject({
      format: 'coverage-lab/sweep@1',
      x: { key: 'N', values: [2, 4] },
      by: { key: 'rule', values: ['sgd', 'adam'] },
      metric: 'meanCoverage',
      etas: [0.01, 0.0178],
    })
    expect(decodeSweepLink(file.link)).toEqual({ sweep, run: false, adjustments: [] })
    expect(file.cells.map(({ x, by }) => `${x} ${by}`)).toEqual(['2 sgd', '4 sgd', '2 adam', '4 adam'])
    expect(file.runs).toHaveLength(16)
    for (const run of file.runs) {
      const { config, adjustments } = decodeLink(run.link)
      expect(adjustments).toEqual([])
      const [[outcome]] = await outcomesOf([{ config, tails: [config.values.N] }])
      expect(run.measures).toEqual(outcome.measures)
    }
  })
})
