import type { SweepConfig } from '../../config/sweep'
import type { Spacing } from '../../config/sweepAxis'
import type { SweepPhase } from '../../state/sweepPhase'
import type { SweepState } from '../../state/sweepState'
import { unitOf } from '../../state/unit'
import { formatCount, formatDuration, formatNumber } from '../format'
import { words } from '../language'

/** What the sweep is at and what the person can do now. */
function sweepSentence(
  { name, runs, done }: SweepPhase,
  state: Pick<SweepState, 'plan' | 'detail' | 'follows'>,
): string {
  const all = formatCount(runs)
  const detail = state.detail ? `${state.detail} ` : ''
  switch (name) {
    case 'empty':
      return `${detail}Press Run: ${all} ${runs === 1 ? 'run' : 'runs'} of ${stepsInWords(state.plan)}.`
    case 'partial':
      return `${detail}${formatCount(done)} of ${all} runs are there from before; Run computes the others.`
    case 'starting':
      return 'Starting the workers.'
    case 'running':
      return 'Running: first every point with one seed, then with the next. It goes on while you explore.'
    case 'following':
      return 'Following the settings: every point with one seed first, then with the others.'
    case 'cancelled':
      if (done === 0) return `${detail}Cancelled before any of ${all} runs was done; Run begins again.`
      return `${detail}Cancelled after ${formatCount(done)} of ${all} runs, which are kept; Run goes on from there.`
    case 'finished':
      return `Finished: ${all} ${runs === 1 ? 'run' : 'runs'}. ${state.follows ? FOLLOWS : 'Change an axis, and only what is missing will be computed.'}`
    case 'failed':
      return `${detail}${formatCount(done)} of ${all} runs are kept; Run goes on from there.`
  }
}

const FOLLOWS = 'Change or drag any setting: what is missing is computed at once.'

function stepsInWords({ runs }: SweepState['plan']): string {
  const steps = runs.map(({ config }) => config.values.T)
  const [least, most] = [Math.min(...steps), Math.max(...steps)]
  const units = new Set(runs.map(({ config }) => unitOf(config)[most === 1 ? 'one' : 'many']))
  const unit = units.size === 1 ? [...units][0] : 'steps or datasets'
  return least === most ? `${formatCount(most)} ${unit}` : `${formatCount(least)} to ${formatCount(most)} ${unit}`
}

/** What the axes are called where they are chosen. */
const AXES: Readonly<Record<SweepConfig['plot'], Readonly<Record<'x' | 'by' | 'none', string>>>> = {
  lines: { x: 'Horizontal axis', by: 'One line for each', none: '– nothing: a single line –' },
  heat: { x: 'Horizontal axis', by: 'One row for each', none: '– nothing: a single line –' },
  steps: { x: 'One line for each', by: 'One set of charts for each', none: '– nothing: a single set –' },
}

/** The view of sweeps: its settings, its bar and what stands around its picture. */
export const sweepText = words('sweep/view', {
  settings: 'Settings',
  sweepSentence,
  doneSentence: (done: number, runs: number, secondsLeft: number | null) =>
    `${formatCount(done)} of ${formatCount(runs)} runs done${secondsLeft === null ? '' : `, ${formatDuration(secondsLeft)} left`}.`,
  bar: 'Sweep',
  download: 'Download data',
  run: 'Run',
  cancel: 'Cancel',
  again: 'Run again',
  runs: 'runs',
  left: (seconds: number) => `${formatDuration(seconds)} left`,
  team: (backend: string, workers: number) => `${backend}${workers > 1 ? ` × ${workers} workers` : ''}`,
  progress: 'Progress of the sweep',
  axes: AXES,
  updateRule: 'Update rule',
  option: (symbol: string, label: string) => `${symbol} – ${label}`,
  bestEtaAbout: 'the best step size',
  bestEta: 'Each at its own best η',
  bestEtaHelp:
    'Every point is run at each η of a grid and shown at the one with the smallest mean over the seeds. Rules scale their steps differently: at one η for all, or at an η tuned for one H, a comparison says more about the choice of η than about the rules.',
  etaOnAxis: 'η is on an axis.',
  noEta: 'No rule here has a step size.',
  etaGrid: (grid: readonly number[]) =>
    grid.length === 1 ? `One step size, ${formatNumber(grid[0])}.` : `${grid.length} step sizes for every point.`,
  inEveryRun: 'In every run',
  moreSettings: 'More settings',
  ownEta: 'Left as it is, each rule takes its own default.',
  sameEta: 'The same for every rule.',
  computeOn: 'Compute on',
  computeNote: 'Automatic takes WASM here, one thread for each worker: that suits many small runs.',
  values: 'Values',
  noValue: 'There is no value in it; the list stays as it was.',
  fill: 'Fill in',
  from: 'From',
  to: 'to',
  spacing: 'Spacing',
  spacings: {
    doubling: 'doubling',
    'half decades': 'half decades',
    even: 'even steps',
  } satisfies Record<Spacing, string>,
})
