import type { Scale, SweepConfig } from '../../config/sweep'
import { metricById } from '../../config/sweepMetrics'
import type { CellResult } from '../../engine/sweepResult'
import { formatCount, formatNumber } from '../format'
import { words } from '../language'

interface SweepLook {
  readonly title: string
  readonly plot: SweepConfig['plot']
  /** What the metric is, in a sentence. */
  readonly metric: string
  /** Points that are computed, and all of them. */
  readonly points: number
  readonly of: number
  readonly bestEta: boolean
}

/** The answer to "What am I looking at?". */
function looking({ title, plot, metric, points, of, bestEta }: SweepLook): readonly string[] {
  const axes = {
    lines: `Each point is a setting, run with several seeds: its height is the median, the shade around it holds the seeds from 10 to 90 %. ${metric}`,
    heat: `Each cell is a pair of settings, run with several seeds; its number is the median, and the darker it is, the higher. ${metric}`,
    steps:
      'Across: training steps. Each line is a setting, the median over its seeds; from top to bottom KL, coverage, and KL divided by coverage.',
  }[plot]
  return [
    axes,
    `${formatCount(points)} of ${formatCount(of)} settings have been computed so far.${bestEta ? ' Each stands at the step size that suits it best.' : ''}`,
    `Now: ${title}.`,
    plot === 'steps'
      ? 'Try: look at the same runs as lines, with one number for each.'
      : 'Try: change the metric, which computes nothing anew: KL and coverage rarely agree.',
  ]
}

/** What is drawn upwards; where N is swept and it does not depend on N, that its lines say nothing. */
function metricHelp({ plot, metric, x, by }: Pick<SweepConfig, 'plot' | 'metric' | 'x' | 'by'>): string {
  const overN = x.id === 'N' || by?.id === 'N'
  if (plot === 'steps') {
    const help = 'KL, coverage and the first divided by the second, at the start and at the evaluations of every run.'
    return overN ? `${help} KL does not depend on N: its lines lie on each other.` : help
  }
  const { help, ofN } = metricById(metric)
  const same = 'It does not depend on N, which is on an axis: it is the same at every N. Choose Cov_N to see N matter.'
  return `${help} The lower, the better.${overN && !ofN ? ` ${same}` : ''}`
}

/** The picture of a sweep: how it is drawn, its captions and its tables. */
export const sweepFigureText = words('sweep/figure', {
  looking,
  empty: 'The picture fills in while the sweep runs.',
  metric: 'Metric',
  picture: 'Picture',
  plots: { lines: 'lines', heat: 'heat map', steps: 'over steps' },
  horizontal: 'Horizontal',
  vertical: 'Vertical',
  colours: 'Colours',
  scales: { log: 'log', linear: 'linear' } satisfies Record<Scale, string>,
  metricHelp,
  rates: 'Lay the paper’s rates over the lines, constants fitted',
  /** Over a plot: "mean Cov₁₆: median of 16 seeds, band: 10–90 %". */
  caption: (metric: string, seeds: string, banded: boolean) => `${metric}: ${seeds}${banded ? ', band: 10–90 %' : ''}`,
  etaCaption: 'best η (hollow: at the edge of its grid)',
  axisCaption: (axis: string, scale: Scale | null) => `${axis}${scale === null ? '' : ` (${scale})`}`,
  heatCaption: (metric: string, seeds: string, bestEta: boolean) =>
    `${metric}: ${seeds}${bestEta ? ', and the best η (* at the edge of its grid)' : ''}`,
  heatMap: 'Heat map',
  inNats: (quantity: string) => `${quantity}, nats`,
  /** Over the first chart over the steps: "KL, nats: median of 3 seeds, band: 10–90 %". */
  seedsOf: (seeds: string, banded: boolean) => `: ${seeds}${banded ? ', band: 10–90 %' : ''}`,
  steps: (scale: Scale) => `training steps${scale === 'log' ? ' (log)' : ''}`,
  point: (where: string, value: string, cell: CellResult) => {
    const seeds = cell.values.length
    const band = seeds > 1 ? ` (${formatNumber(cell.low)} to ${formatNumber(cell.high)}, ${seeds} seeds)` : ''
    const eta = cell.eta === null ? '' : `, best η = ${formatNumber(cell.eta)}`
    return `${where}: ${value}${band}${eta}`
  },
  table: (metric: string, nats: boolean) => `${metric}${nats ? ', nats' : ''}, over the seeds`,
  heads: ['Point', 'Median', '10 %', '90 %', 'Mean', 'Seeds'],
  bestEtaHead: 'Best η',
  eta: ({ eta, etaAtEdge }: Pick<CellResult, 'eta' | 'etaAtEdge'>) =>
    eta === null ? '–' : `${formatNumber(eta)}${etaAtEdge ? ' (edge)' : ''}`,
  stepsTable: 'Over the steps: median over the seeds (10 % to 90 %)',
  pointHead: 'Point',
  seedsHead: 'Seeds',
  atEta: (eta: string) => `, η = ${eta}`,
  atStep: (line: string, step: number) => `${line}, step ${formatCount(step)}`,
  band: (median: number, low: number, high: number) =>
    `${formatNumber(median)} (${formatNumber(low)} to ${formatNumber(high)})`,
})
