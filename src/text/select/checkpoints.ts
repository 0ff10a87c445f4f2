import type { OnPolicy } from '../../state/onPolicy'
import type { PickQuality, QualityAt } from '../../state/pickQuality'
import { RESAMPLES } from '../../state/pickQuality'
import type { PickKind } from '../../state/picks'
import { capital, formatCount, formatNumber, formatPercent, formatRatio, subscript } from '../format'
import { words } from '../language'
import { listed } from '../listed'

/** How a candidate is called. */
export interface CandidateName {
  /** Beside its row and above its column, e.g. "240", or "B 240" of the second run. */
  readonly short: string
  /** In a sentence, e.g. "step 240", "step 240 of run B". */
  readonly long: string
}

type Names = readonly CandidateName[]

/**
 * What the tournament takes, and what the strongest of the others has against it.
 * @param winners ascending, the first is taken
 * @param worst its worst case, in [0, 1]
 */
function tournamentTitle(names: Names, winners: readonly number[], worst: number, N: number): string {
  const [taken] = winners
  const claim = N === 1 ? 'its probability or more' : `${formatRatio(N)} its probability or more`
  const why =
    worst > 0.999 ? `a rival gives nearly every response ${claim}` : `no rival gives ${atMost(worst)} ${claim}`
  if (winners.length === names.length) return `All ${formatCount(names.length)} candidates tie: ${why}`
  const ties = winners.length > 1 ? `, the earliest of ${formatCount(winners.length)} that tie` : ''
  return `The tournament takes ${names[taken].long}${ties}: ${why}`
}

/** More than which share of responses nothing is claimed. */
function atMost(share: number): string {
  if (share <= 0) return 'any response'
  // Shares next to nothing are not written out.
  return share < 1e-5 ? 'as much as 0.001 % of responses' : `more than ${formatPercent(share)} of responses`
}

/** One cell of the matrix in words. @param share Ĉ[i][j] */
function cellSentence(names: Names, i: number, j: number, share: number, N: number): string {
  const responses = share <= 0 ? 'no response' : `${formatPercent(share)} of responses`
  if (i === j) return `${capital(names[i].long)} is not compared with itself.`
  return `${capital(names[j].long)} gives ${atLeast(N)} to ${responses} compared with ${names[i].long}.`
}

/** Where a candidate does worst. */
function worstSentence(names: Names, i: number, row: ArrayLike<number>, N: number): string {
  const worst = worstRival(row, i)
  if (worst === null) return `${capital(names[i].long)} has no rival.`
  if (row[worst] <= 0) return `No rival gives ${atLeast(N)} to any response compared with ${names[i].long}.`
  return `Worst case: ${cellSentence(names, i, worst, row[worst], N).replace(/^./, first => first.toLowerCase())}`
}

/** The rival with the largest share, the earliest of equals; null without rivals. */
function worstRival(row: ArrayLike<number>, own: number): number | null {
  let worst: number | null = null
  for (let j = 0; j < row.length; j++) {
    if (j !== own && (worst === null || row[j] > row[worst])) worst = j
  }
  return worst
}

function atLeast(N: number): string {
  return N === 1 ? 'the same probability or more' : `${formatRatio(N)} or more`
}

/** The candidates that a way of selecting ties for, the one it takes first. */
function pickInWords(names: Names, tied: readonly number[]): string {
  const [taken, ...others] = tied.map(i => names[i].long)
  if (others.length === 0) return taken
  const ties = others.length <= 2 ? listed(others) : `${formatCount(others.length)} others`
  return `${taken}, tied with ${ties}`
}

/** How often a pick is right from so many responses, and what it loses. */
function qualityInWords({ right, regret }: PickQuality, n: number): string {
  const loss = regret > 0 ? `it gives away ${formatNumber(regret)} of coverage on average` : 'it gives nothing away'
  return `Right in ${formatCount(right)} of ${formatCount(RESAMPLES)} resampled sets of ${formatCount(n)}; ${loss}.`
}

/** How much data a pick needs: the tournament's beside the cross-entropy's, at the chosen size. */
function dataTitle({ n, by }: QualityAt): string {
  const share = (quality: PickQuality | null) => formatPercent((quality?.right ?? 0) / RESAMPLES)
  return `From ${formatCount(n)} responses the tournament takes the true best in ${share(by.tournament)} of held-out sets, least cross-entropy in ${share(by.crossEntropy)}`
}

/** Which checkpoints are compared. */
function comparedInWords(compared: number, of: number, many: string): string {
  if (compared === of) return `All ${formatCount(of)} ${many} are compared.`
  return `${formatCount(compared)} evenly spaced ones of ${formatCount(of)} ${many} are compared.`
}

/** What a file of log-probabilities holds. @param rows responses in it; @param weighted whether they had to be drawn */
function exportInWords(rows: number, weighted: boolean): string {
  const what =
    'a CSV with a row for each held-out response and a column for each checkpoint, the teacher and the prompt’s class'
  return weighted
    ? `${capital(what)}. The held-out responses do not weigh the same: the file has ${formatCount(rows)} of them, drawn by weight with replacement, so that its rows do.`
    : `${capital(what)}: all ${formatCount(rows)} of them.`
}

/** Why there is no offset tournament. @param starts checkpoints that could draw responses */
function noOffsetInWords(starts: number, onPolicy: OnPolicy): string {
  const needs = 'It needs responses of each checkpoint’s own, scored by the others'
  if (onPolicy.kind === 'computing') return `${needs}: ${formatCount(starts)} checkpoints are drawing and scoring them.`
  if (starts < 2) return `${needs}, and the parameters of too few of them are kept to draw any.`
  const offer = `${formatCount(starts)} evenly spaced ones can draw and score some; it takes a while.`
  if (onPolicy.kind === 'failed') return `${onPolicy.reason} ${offer}`
  if (onPolicy.kind === 'there') return `The checkpoints that drew responses are no longer all compared. ${offer}`
  return `${needs}. ${offer}`
}

export const checkpointsText = words('select/checkpoints', {
  /** What each way of selecting is called. */
  picks: {
    tournament: 'Tournament',
    offset: 'Offset tournament',
    crossEntropy: 'Least cross-entropy',
    kl: 'Least KL',
    best: 'True best',
  } satisfies Record<PickKind, string>,
  runs: 'Runs',
  one: 'this run',
  all: 'all pinned runs',
  pressPlay: (onlyStart: boolean, models: boolean) =>
    `${onlyStart ? 'So far there is only the start, and nothing to compare it with. ' : ''}Press Play: once there are ${models ? 'models from several datasets' : 'several checkpoints'}, each pair of them is compared here.`,
  theStart: 'the start',
  ofRun: (candidate: string, letter: string) => `${candidate} of run ${letter}`,
  tournamentTitle,
  matrixNote: (N: number) =>
    `Each cell: the share of held-out responses to which the rival of its column gives ${formatRatio(N)} or more of what the candidate of its row gives. The least worst case wins; it needs no teacher.`,
  matrixTable: (N: number) =>
    `Share of responses to which a rival (column) gives ${formatRatio(N)} or more than a candidate (row)`,
  matrixHead: (N: number) => ['Candidate', 'Worst', `Cov at N = ${formatNumber(N)}`, 'KL, nats'],
  worst: 'worst',
  orLess: (share: string) => `${share} or less`,
  matrixLegend: 'worst: the largest share of the row; the winner’s row is framed, and what ties with it is bold',
  cellSentence,
  worstSentence,
  comparedInWords,
  models: 'models',
  checkpoints: 'checkpoints',
  notCompared: (difference: string) =>
    `An earlier run (${difference}) is not compared: it was measured on other held-out responses, whose log-probabilities say nothing about these.`,
  download: 'Download log-probabilities',
  exportInWords,
  picksLabel: 'Picks',
  pickInWords,
  bands: '± are 95 % bands: around the whole profile for Cov, around KL alone.',
  coverage: (N: number) => `Cov${subscript(N)}`,
  kl: 'KL',
  worstCase: 'Worst case',
  pass: (N: number) => `Pass@${formatNumber(N)}`,
  resampling: 'Resampling held-out sets…',
  qualityInWords,
  noOffsetInWords,
  offsetProgress: 'Responses of the checkpoints’ own',
  cancel: 'Cancel',
  compute: 'Compute',
  dataEmpty: 'How much data a pick needs appears here: held-out sets are being resampled.',
  dataTitle,
  dataAxis: 'held-out responses, n',
  dataTable: 'Share of held-out sets from which a pick is the true best, and the coverage it gives away on average',
  givesAway: 'gives away',
  dataPoint: (pick: string, n: number, share: number) =>
    `${pick}, n = ${formatCount(n)}: right in ${formatPercent(share)}`,
})
