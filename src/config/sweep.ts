import type { NumberParameter } from '../scenarios/parameter'
import { RULES, ruleById } from '../training/registry'
import type { ExperimentConfig } from './config'
import { rulesOf } from './settings'
import { type Axis, axisParameters, type ParameterAxis, presetAxis } from './sweepAxis'
import { type MetricId, SWEEP_METRICS } from './sweepMetrics'

/** Lines along the swept values, a heat map over two axes of them, or for each of them a line over the steps of its runs. */
export const PLOTS = ['lines', 'heat', 'steps'] as const
export type PlotKind = (typeof PLOTS)[number]
export const SCALES = ['log', 'linear'] as const
export type Scale = (typeof SCALES)[number]

/** Everything that decides what a sweep computes, and how it is drawn. A link is this, written as a query string. */
export interface SweepConfig {
  /** Every run is this one, with what the axes, the seeds and the grid of step sizes say put in its place. */
  readonly base: ExperimentConfig
  readonly x: Axis
  /** One line, or one row of the heat map, for each value; null for a single line. */
  readonly by: Axis | null
  /** Runs of every point, with the base's seed and those that follow it. */
  readonly seeds: number
  readonly metric: MetricId
  /** Whether every point is shown at the step size that serves it best, out of a grid. */
  readonly bestEta: boolean
  /** Ends of that grid of quarter decades. */
  readonly etaFrom: number
  readonly etaTo: number
  readonly plot: PlotKind
  /** Of the swept values, or of the steps where these are the horizontal axis. */
  readonly xScale: Scale
  readonly yScale: Scale
}

/** The numbers that only sweeps have. */
export const SWEEP_NUMBERS = {
  seeds: {
    kind: 'integer',
    id: 'seeds',
    symbol: 'seeds',
    label: 'Seeds',
    help: 'Runs of every point: with the seed below and those that follow it. The line is their median, the band holds them from 10 to 90 %.',
    min: 1,
    max: 256,
    scale: 'log',
  },
  etaFrom: {
    kind: 'number',
    id: 'etaFrom',
    symbol: 'η',
    label: 'Smallest η',
    help: 'Where the grid of quarter decades begins.',
    min: 1e-6,
    max: 10,
    scale: 'log',
  },
  etaTo: {
    kind: 'number',
    id: 'etaTo',
    symbol: 'η',
    label: 'Largest η',
    help: 'Where the grid of quarter decades ends.',
    min: 1e-6,
    max: 10,
    scale: 'log',
  },
} as const satisfies Record<string, NumberParameter>

/** What a sweep opens with, besides its axes; frozen for links with `v=1`. */
export const SWEEP_DEFAULTS = {
  seeds: 16,
  metric: SWEEP_METRICS[0].id,
  bestEta: false,
  etaFrom: 1e-4,
  etaTo: 1,
  plot: 'lines',
  yScale: 'log',
} as const

/** Most training runs of one sweep: with one seed, the largest grid has no more. */
export const MOST_RUNS = 30_000

/** What a sweep opens with where the scenario has it, in order of preference; the rules are those of Sec. 5. */
const FIRST_AXES = ['H', 'n', 'N']
const FIRST_RULES = ['sgd', 'normalized', 'sign']

/** The sweep that opens for a scenario: its length against the rules that learn alike, in log where the parameter's slider is. */
export function defaultSweep(base: ExperimentConfig): SweepConfig {
  const parameters = axisParameters(base)
  const first = FIRST_AXES.flatMap(id => parameters.filter(parameter => parameter.id === id))
  const x = presetAxis(first[0] ?? parameters[0])
  const { kind } = ruleById(base.rule)
  const alike = rulesOf(base.scenario, base.model).filter(rule => rule.kind === kind)
  const values = RULES.filter(rule => alike.includes(rule) && (kind !== 'gradient' || FIRST_RULES.includes(rule.id)))
  const by: Axis | null = values.length > 1 ? { kind: 'rule', id: 'rule', values: values.map(({ id }) => id) } : null
  return { ...SWEEP_DEFAULTS, base, x, by, xScale: usualScale(base, x, SWEEP_DEFAULTS.plot) }
}

/** How the horizontal axis is drawn if nothing is said: as its parameter's slider is; steps are not in log. */
export function usualScale(base: ExperimentConfig, axis: Axis, plot: PlotKind): Scale {
  if (plot === 'steps') return 'linear'
  return axisParameters(base).find(({ id }) => id === axis.id)?.scale ?? 'linear'
}

/** The step sizes among which the best is looked for: quarter decades from one end to the other, three digits each. */
export function etaGrid({ etaFrom, etaTo }: Pick<SweepConfig, 'etaFrom' | 'etaTo'>): number[] {
  const grid: number[] = []
  for (let k = 0; etaFrom * 10 ** (k / 4) <= etaTo * (1 + 1e-6); k++) {
    grid.push(Number((etaFrom * 10 ** (k / 4)).toPrecision(3)))
  }
  return grid
}

/** Number of training runs. N is applied to what a run stores, so that its values share one. */
export function runsOf(sweep: SweepConfig): number {
  const along = (axis: Axis | null) => (axis === null || axis.id === 'N' ? 1 : axis.values.length)
  const etas = sweep.bestEta ? etaGrid(sweep).length : 1
  return along(sweep.x) * along(sweep.by) * etas * sweep.seeds
}

/** A sweep, and what had to be adjusted to get there, a sentence each. */
export interface AdjustedSweep {
  readonly sweep: SweepConfig
  readonly adjustments: readonly string[]
}

/** The nearest sweep whose parts fit together. */
export function fittedSweep(asked: SweepConfig): AdjustedSweep {
  const adjustments: string[] = []
  let sweep = asked
  const adjust = (patch: Partial<SweepConfig>, sentence: string) => {
    sweep = { ...sweep, ...patch }
    adjustments.push(sentence)
  }
  if (sweep.by?.id === sweep.x.id) {
    adjust({ by: null }, `${sweep.x.id} can be on one axis only; it is on the horizontal one.`)
  }
  // A line needs numbers to run along: the rules are its colours.
  if (sweep.x.kind === 'rule' && sweep.by) {
    sweep = { ...sweep, x: sweep.by, by: sweep.x, xScale: usualScale(sweep.base, sweep.by, sweep.plot) }
  }
  if (sweep.bestEta && [sweep.x.id, sweep.by?.id].includes('eta')) {
    adjust({ bestEta: false }, 'η is on an axis: its best value is not looked for.')
  }
  if (sweep.bestEta && !searchesEta(sweep)) {
    adjust({ bestEta: false }, 'No rule of this sweep has a step size: its best value is not looked for.')
  }
  if (sweep.etaFrom > sweep.etaTo) {
    adjust(
      { etaFrom: sweep.etaTo, etaTo: sweep.etaFrom },
      `The step sizes go from ${sweep.etaTo} to ${sweep.etaFrom}, not the other way round.`,
    )
  }
  if (sweep.plot === 'heat' && !heatable(sweep)) {
    adjust({ plot: 'lines' }, 'A heat map needs a parameter on either axis; lines are drawn.')
  }
  if (sweep.plot === 'steps' && !takesSteps(sweep)) {
    const xScale = usualScale(sweep.base, sweep.x, 'lines')
    adjust(
      { plot: 'lines', xScale },
      'Datasets have nothing to do with each other and make no history; lines are drawn.',
    )
  }
  if (sweep.xScale === 'log' && !loggable(sweep)) {
    adjust({ xScale: 'linear' }, `A logarithmic axis has no place for ${sweep.x.values[0]}; it is linear.`)
  }
  const runs = runsOf(sweep)
  if (runs > MOST_RUNS) {
    const seeds = Math.max(1, Math.floor((MOST_RUNS * sweep.seeds) / runs))
    adjust(
      { seeds },
      `${runs.toLocaleString('en-US')} runs are more than ${MOST_RUNS.toLocaleString('en-US')}; seeds were lowered from ${sweep.seeds} to ${seeds}.`,
    )
  }
  return { sweep, adjustments }
}

type Swept = Pick<SweepConfig, 'base' | 'x' | 'by'>

/** Whether any run of the sweep has a step size that could be looked for. */
export function searchesEta(sweep: Swept): boolean {
  return rulesIn(sweep).some(rule => ruleById(rule).uses.some(id => id === 'eta'))
}

/** Whether every run of the sweep takes steps, so that it has a history; a rule for datasets draws another at each. */
export function takesSteps(sweep: Swept): boolean {
  return rulesIn(sweep).every(rule => ruleById(rule).kind !== 'dataset')
}

function rulesIn({ base, x, by }: Swept): readonly string[] {
  const rules = [x, by].flatMap(axis => (axis?.kind === 'rule' ? axis.values : []))
  return rules.length > 0 ? rules : [base.rule]
}

/** Whether both axes are numbers, as a heat map needs them. */
export function heatable({ x, by }: Pick<SweepConfig, 'x' | 'by'>): boolean {
  return x.kind === 'parameter' && by?.kind === 'parameter'
}

/** What changes with the kind of plot: where steps take the place of the swept values, the axis opens as it does by itself. */
export function plottedAs(plot: PlotKind, { base, x, ...sweep }: SweepConfig): Partial<SweepConfig> {
  return (plot === 'steps') === (sweep.plot === 'steps') ? { plot } : { plot, xScale: usualScale(base, x, plot) }
}

/** Whether the horizontal axis can be logarithmic. Of steps it can: the line then begins after the start. */
export function loggable({ x, plot }: Pick<SweepConfig, 'x' | 'plot'>): boolean {
  if (plot === 'steps') return true
  return x.kind === 'parameter' && (x as ParameterAxis).values.every(value => value > 0)
}
