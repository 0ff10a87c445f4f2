import { describe, expect, it } from 'vitest'
import { decodeSweepLink } from '../../config/sweepLink'
import { planSweep } from '../../config/sweepPlan'
import type { Spread, StepPoint } from '../../engine/sweepHistory'
import type { CellResult } from '../../engine/sweepResult'
import type { RunHistory } from '../../engine/sweepRun'
import { stepText } from '../../text/sweep/steps'
import { stepAxisLayout } from './stepAxis'
import { type StepGroup, type StepLine, stepGroups } from './stepLines'
import { markedIndices, stepLineData } from './stepMarks'

const { groupTitle, pointInWords, stepNotes, stepsTitle } = stepText

const INFINITY = Number.POSITIVE_INFINITY
const sweepOf = (query: string) => decodeSweepLink(`view=sweep&plot=steps&${query}`).sweep
const horizon = sweepOf('scenario=graph-horizon&sweep=H:8,12,16&seeds=3')

/** Evaluation points of a run, the start among them; none of the sweeps here has more than 200. */
const pointsOf = (T: number, every: number) => Math.ceil(T / every) + 1

/** Groups as a real sweep would have them, with the KL and Cov_N that every run ends at: `ends` of each point. */
function groupsOf(
  sweep: ReturnType<typeof sweepOf>,
  ends: (x: CellResult['x'], by: CellResult['by']) => [kl: number, coverage: number] | null,
  seeds = 1,
): StepGroup[] {
  const plan = planSweep(sweep)
  const cells = plan.cells.flatMap(({ x, by, config }): CellResult[] => {
    const end = ends(x, by)
    if (!end) return []
    const steps = pointsOf(config.values.T, config.values.every)
    const history: RunHistory = {
      kl: Float64Array.from({ length: steps }, (_, i) => (i === steps - 1 ? end[0] : 50)),
      coverage: Float64Array.from({ length: steps }, (_, i) => (i === steps - 1 ? end[1] : 1)),
    }
    return [
      {
        x,
        by,
        eta: null,
        etaAtEdge: false,
        values: Array.from({ length: seeds }, () => 0),
        mean: 0,
        median: 0,
        low: 0,
        high: 0,
        histories: Array.from({ length: seeds }, () => history),
        facts: null,
        failures: [],
      },
    ]
  })
  return stepGroups(sweep, plan.cells, cells)
}

describe('the title over the steps', () => {
  const paper: Record<number, [number, number]> = { 8: [1.02, 0.06], 12: [2.1, 0.06], 16: [4.6, 0.06] }

  it('says where KL and coverage end for every swept value', () => {
    const groups = groupsOf(horizon, x => paper[Number(x)])
    expect(stepsTitle(horizon, groups)).toBe(
      'After 1,500 steps KL is 1.02, 2.1, 4.6 nats at H = 8, 12, 16; Cov₁₆ is 0.06 at each',
    )
  })

  it('speaks of what has been computed only', () => {
    expect(stepsTitle(horizon, [])).toBe('KL and Cov₁₆ over the training steps')
    const first = groupsOf(horizon, x => (x === 8 ? [1.02, 0.06] : null))
    expect(stepsTitle(horizon, first)).toBe('After 1,500 steps KL is 1.02 nats at H = 8; Cov₁₆ is 0.06')
  })

  it.each([
    [(x: number) => [x, 0.06 + x / 1e4], 'KL is 8, 12, 16 nats at H = 8, 12, 16; Cov₁₆ is about 0.0612 at each'],
    [() => [2, 0], 'KL is 2 nats at each of H = 8, 12, 16; Cov₁₆ is 0 at each'],
    [(x: number) => [INFINITY, x / 16], 'KL is ∞ nats at each of H = 8, 12, 16; Cov₁₆ is 0.5, 0.75, 1'],
    [(x: number) => [x - 8, 0.1], 'KL is 0, 4, 8 nats at H = 8, 12, 16; Cov₁₆ is 0.1 at each'],
  ] as const)('tells like numbers as one (%#)', (ends, expected) => {
    const groups = groupsOf(horizon, x => [...ends(Number(x))] as [number, number])
    expect(stepsTitle(horizon, groups)).toBe(`After 1,500 steps ${expected}`)
  })

  it('of many values names the first and the last, and of runs of several lengths their ends', () => {
    const many = sweepOf('sweep=H:2,3,4,5,6,7,8&seeds=1&T=1')
    expect(
      stepsTitle(
        many,
        groupsOf(many, x => [Number(x), 0.1]),
      ),
    ).toBe('After 1 step KL is 2, 8 nats at H = 2, 8; Cov₁₆ is 0.1 at each')
    const lengths = sweepOf('sweep=T:10,20&seeds=1')
    expect(
      stepsTitle(
        lengths,
        groupsOf(lengths, x => [Number(x), 0.1]),
      ),
    ).toMatch(/^At the end KL is 10, 20 nats at T = /)
  })

  it('names rules, and N where it is swept', () => {
    const rules = sweepOf('sweep=rule:sgd,sign&seeds=1&T=10')
    expect(
      stepsTitle(
        rules,
        groupsOf(rules, x => [x === 'sgd' ? 2 : 1, 0.1]),
      ),
    ).toBe('After 10 steps KL is 2, 1 nats with SGD, Sign descent; Cov₁₆ is 0.1 with each')
    const tails = sweepOf('sweep=N:2,4&seeds=1&T=10')
    expect(
      stepsTitle(
        tails,
        groupsOf(tails, x => [3, 1 / Number(x)]),
      ),
    ).toBe('After 10 steps KL is 3 nats at each of N = 2, 4; Cov_N is 0.5, 0.25')
  })

  it('compares several sets of charts, each with a title of its own', () => {
    const sweep = sweepOf('sweep=H:4,8&by=rule:sgd,sign&seeds=1&T=10')
    const groups = groupsOf(sweep, (x, by) => [by === 'sgd' ? Number(x) : 1 / Number(x), 0.1])
    expect(stepsTitle(sweep, groups)).toBe(
      'After 10 steps KL is lowest, 0.125, for Sign descent, H = 8 (Cov₁₆ 0.1) and highest, 8 nats, for SGD, H = 8 (Cov₁₆ 0.1)',
    )
    expect(groups.map(group => groupTitle(sweep, group))).toEqual([
      'SGD: KL is 4, 8 nats at H = 4, 8; Cov₁₆ is 0.1 at each',
      'Sign descent: KL is 0.25, 0.125 nats at H = 4, 8; Cov₁₆ is 0.1 at each',
    ])
    expect(stepNotes(sweep, groups)).toEqual(['There is one set of charts for each update rule, all on the same axes.'])
    const some = groupsOf(sweep, (x, by) => (by === 'sgd' ? [Number(x), 0.1] : null))
    expect(stepsTitle(sweep, some)).toMatch(/^After 10 steps, SGD: KL is 4, 8 nats at H = 4, 8;/)
  })
})

describe('beside the charts over the steps', () => {
  it('stands what the band is, and why a ratio has a gap', () => {
    expect(
      stepNotes(
        horizon,
        groupsOf(horizon, () => [1, 0.5], 3),
      ),
    ).toEqual(['At every step the line is the median over the seeds, and the band holds them from 10 to 90 %.'])
    expect(
      stepNotes(
        horizon,
        groupsOf(horizon, () => [1, 0]),
      ),
    ).toEqual(['The ratio has a gap where Cov₁₆ is below 10⁻⁵ or KL infinite in half of the seeds or more.'])
  })

  it('a point is told with its step and band', () => {
    const [{ lines }] = groupsOf(horizon, () => [1.5, 0.06], 3)
    const last = lines[0].points.length - 1
    expect(pointInWords(horizon, lines[0], last, 'kl')).toBe('H = 8, step 1,500: KL 1.5 nats (1.5 to 1.5, 3 seeds)')
    expect(pointInWords(horizon, lines[0], last, 'coverage')).toBe(
      'H = 8, step 1,500: Cov₁₆ 0.06 (0.06 to 0.06, 3 seeds)',
    )
    expect(pointInWords(horizon, lines[0], last, 'ratio')).toBe(
      'H = 8, step 1,500: KL / Cov₁₆ 25 nats (25 to 25, 3 seeds)',
    )
  })
})

describe('while the first runs of some values are under way', () => {
  const plan = planSweep(horizon)
  const [first, second] = plan.cells.map(({ candidates }) => candidates[0].keys)
  const sofar = (points: number): RunHistory => ({
    kl: Float64Array.from({ length: points }, (_, i) => 20 - i),
    coverage: new Float64Array(points).fill(0.5),
  })
  // The second seed of a value is no picture of it.
  const underway = new Map([
    [first[0], sofar(3)],
    [second[1], sofar(5)],
  ])
  const groups = stepGroups(horizon, plan.cells, [], underway)

  it('they are drawn as far as they have come, on the whole axis', () => {
    expect(groups).toHaveLength(1)
    const [{ name, points, steps }, ...others] = groups[0].lines
    expect(others).toEqual([])
    expect(name).toBe('H = 8')
    expect(points.map(({ step, kl, ratio }) => [step, kl.median, ratio.median])).toEqual([
      [0, 20, 40],
      [12, 19, 38],
      [24, 18, 36],
    ])
    expect(steps.at(-1)).toBe(1500)
  })

  it('the title does not speak of them, and a note does', () => {
    expect(stepsTitle(horizon, groups)).toBe('KL and Cov₁₆ over the training steps')
    expect(groupTitle(horizon, groups[0])).toBe('')
    expect(stepNotes(horizon, groups)).toEqual(['The first run is still under way: H = 8.'])
  })

  it('no run stands for a value whose best step size is looked for', () => {
    const searching = { ...horizon, bestEta: true, etaFrom: 0.001, etaTo: 0.01 }
    const searched = planSweep(searching)
    const keys = searched.cells[0].candidates[0].keys
    expect(stepGroups(searching, searched.cells, [], new Map([[keys[0], sofar(3)]]))).toEqual([])
  })
})

describe('the axis of steps', () => {
  it.each([
    ['linear', [0, 500, 1500], ['0', '500', '1,000', '1,500']],
    ['log', [0, 12, 1500], ['20', '50', '100', '200', '500', '1,000']],
    ['linear', [0, 1], ['0', '1']],
    ['log', [0, 1], ['1']],
  ] as const)('%s over %j', (scale, steps, labels) => {
    const [width, room] = [460, 60]
    const axis = stepAxisLayout(scale, steps, width, room)
    expect(axis.ticks.map(axis.label)).toEqual(labels)
    const [from, to] = axis.domain
    const pixel = (step: number) => ((axis.place(step) - from) / (to - from)) * width
    expect(pixel(steps[steps.length - 1])).toBeLessThanOrEqual(width - room + 1e-6)
    expect(pixel(steps[scale === 'log' ? 1 : 0])).toBeCloseTo(0, 9)
  })

  it('in log has no finer ticks than there is room for', () => {
    const axis = stepAxisLayout('log', [16, 20_000], 200, 20)
    expect(axis.ticks.map(axis.label)).toEqual(['100', '1,000', '10,000'])
  })
})

describe('what is drawn of a line', () => {
  const spread = (median: number): Spread => ({ median, low: median / 2, high: median * 2 })
  const points = Array.from(
    { length: 101 },
    (_, i): StepPoint => ({
      step: 10 * i,
      kl: spread(i),
      coverage: spread(0.5),
      ratio: spread(i > 70 ? INFINITY : i),
    }),
  )
  const cell = { x: 8, by: null, eta: null, values: [1, 2] } as unknown as CellResult
  const line: StepLine = {
    x: 8,
    cell,
    name: 'H = 8',
    steps: points.map(({ step }) => step),
    style: { colour: 'red', dash: undefined, shape: 'circle' },
    points,
  }
  const data = (scale: 'log' | 'linear', followed: 'kl' | 'ratio') => {
    const axis = stepAxisLayout(
      scale,
      points.map(({ step }) => step),
      500,
      50,
    )
    return stepLineData(horizon, line, followed, axis, markedIndices(line, axis, 500, 0)).points
  }

  it('are all points, with a marker now and then and at the end', () => {
    const drawn = data('linear', 'kl')
    expect(drawn).toHaveLength(101)
    const marked = drawn.flatMap(({ title }, i) => (title ? i : []))
    expect(marked.at(-1)).toBe(100)
    expect(marked.length).toBeGreaterThan(3)
    // 450 px hold 100 gaps: markers are 90 px apart, but before the end only 45 at least.
    for (let k = 1; k < marked.length - 1; k++) expect(marked[k] - marked[k - 1]).toBeGreaterThanOrEqual(19)
    expect(drawn[100]).toMatchObject({ x: 1000, y: 100, band: [50, 200] })
  })

  it('begin after the start in log', () => {
    const drawn = data('log', 'kl')
    expect(drawn).toHaveLength(100)
    expect(drawn[0]).toMatchObject({ x: 1, y: 1 })
  })

  it('have a gap where the ratio is infinite, and a marker before it', () => {
    const drawn = data('linear', 'ratio')
    expect(drawn.map(({ y }) => y === null)).toEqual(points.map((_, i) => i > 70))
    expect(drawn[70].title).toBe('H = 8, step 700: KL / Cov₁₆ 70 nats (35 to 140, 2 seeds)')
  })
})
