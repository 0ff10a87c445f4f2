import { capital, formatCount, formatNats, formatNumber, formatPercent, formatRatio, subscript } from './format'
import { words } from './language'

/** The words of the view Explore around and in its two charts. */
export const exploreText = words('explore', {
  settings: 'Settings',
  historyRegion: 'History',
  noCoverage: 'The distribution of the log ratio and its tail appear here.',
  noHistory: 'The history of KL and coverage appears here.',
  verticalAxis: 'Vertical axis',
  verticalAxes: 'Vertical axes',
  root: { label: '√', description: 'Square-root axis: zero is on it, and small shares can be seen' },
  linear: 'linear',
  log: 'log',
  coverageSummary: (title: string, sentence: string) =>
    `Histogram of the log density ratio, and the coverage profile below it. ${title}. ${sentence}`,
  answers: (share: number, N: number) =>
    `Of the answers, ${formatPercent(share)} are under-weighted ${formatRatio(N)} or more.`,
  exactness: (exact: boolean, how: string) => (exact ? `Exact, ${how}.` : `Estimated ${how}, with a 95 % band.`),
  coverageTable: 'Coverage profile',
  /** @param others labels of the runs that lie over the chart */
  coverageHead: (band: boolean, others: readonly string[]) => [
    'N',
    'Cov_N',
    ...(band ? ['Band, low', 'Band, high'] : []),
    'KL bound, Prop. D.1',
    ...others.map(label => `Cov_N, ${label}`),
  ],
  /** Beside the strip of the profile. */
  strip: 'Cov_N',
  responses: 'responses',
  morelikely: (beyond: number) => `← ${beyond > 0 ? `${formatPercent(beyond)} beyond · ` : ''}model gives more`,
  lesslikely: (beyond: number) => `model gives less ${beyond > 0 ? `· ${formatPercent(beyond)} beyond ` : ''}→`,
  mean: (kl: number, roomy: boolean) => `KL = ${formatNats(kl)}${roomy ? ', the mean' : ''}`,
  tail: (N: number, coverage: number) => `Cov${subscript(N)} = ${formatNumber(coverage)}`,
  threshold: 'Tail parameter N, on the chart',
  thresholdValue: (N: number, coverage: number) =>
    `N ${formatNumber(N)}: ${formatPercent(coverage)} under-weighted ${formatRatio(N)} or more`,
  playhead: 'Playhead',
  playheadValue: (unit: string, step: number, now: boolean, summary: string) =>
    `${capital(unit)} ${formatCount(step)}${now ? ', now' : ''}: ${summary}`,
  historyTitle: (kl: string, coverage: string) => `${kl}; ${coverage}`,
  historyHeading: 'History',
  historyTable: 'History of the run',
  historyHead: (unit: string, N: number, others: readonly string[]) => {
    const [kl, coverage] = ['KL, nats', `Cov at N = ${formatNumber(N)}`]
    return [capital(unit), kl, coverage, ...others.flatMap(label => [`${kl}, ${label}`, `${coverage}, ${label}`])]
  },
  historyMoment: (kl: number, N: number, coverage: number) =>
    `KL ${formatNats(kl)}, Cov at ${formatNumber(N)} ${formatNumber(coverage)}`,
  backToNow: 'Back to now',
  axisSteps: (marked: boolean) =>
    marked ? 'training steps · ◇\u00a0least\u00a0KL, ●\u00a0tournament' : 'training steps',
  /** Beside the mark’s name, where there is no room for words, and what it means. */
  computing: '\u00a0…',
  tournamentComputing: 'The tournament among these checkpoints is being computed.',
  axisDatasets: (roomy: boolean) => (roomy ? 'datasets; line: their mean' : 'datasets'),
  changed: (symbol: string, value: number, step: number) =>
    `${symbol} = ${formatNumber(value)} only from step ${formatCount(step)} on`,
  checks: 'Checks of the paper’s inequalities',
  broken: (source: string, note: string) => `${source} is broken. ${note}`,
  /** How a check stands. */
  statuses: { holds: 'holds', broken: 'broken', undecided: 'undecided', 'not applicable': 'not applicable' },
  sides: (left: number, right: number) => `Left ${formatNumber(left)}, right ${formatNumber(right)}.`,
  more: (count: number) => `${formatCount(count)} more`,
  dismiss: 'Dismiss',
  dismissAll: 'Dismiss all',
  dismissed: (notice: string) => `: ${notice}`,
  chartsShow: (moment: string) => ` The charts show ${moment}.`,
  start: 'the start, before any data',
  reset: 'Reset',
  checkpointOf: (step: number) => `The checkpoint of step ${formatCount(step)}`,
  checkpoints: 'Checkpoints',
  download: 'Download',
  fork: 'Fork from here',
  load: 'Load…',
  checkpointFile: 'Checkpoint file',
  drop: 'A file can be dropped here.',
  kept: (kept: number, of: number, bytes: number) =>
    `${kept === of ? '' : `${formatCount(kept)} of `}${formatCount(of)} ${of === 1 ? 'checkpoint' : 'checkpoints'} kept, ${formatNumber(bytes / 1e6)} MB.`,
})

/** What the voice says of the run's moment on show. */
export function spokenMoment(unit: string, step: number, of: number, kl: number, coverage: number, N: number): string {
  const here = `${capital(unit)} ${formatCount(step)} of ${formatCount(of)}`
  return `${here}: KL ${formatNats(kl)}, ${formatPercent(coverage)} under-weighted ${formatRatio(N)} or more.`
}
