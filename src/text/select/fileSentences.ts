import type { Confidence, PickKind } from '../../coverage/confidence'
import { GRID } from '../../coverage/pairwise'
import type { PickRange } from '../../coverage/selection'
import type { GapCounts, GapPolicy, TableShape } from '../../engine/selection/comparison'
import type { Facts } from '../../logprobs/facts'
import { type AtN, piecesOf } from '../../state/atN'
import type { Underway } from '../../state/files'
import { formatCount, formatNats, formatNumber, formatPercent, formatRatio } from '../format'
import { words } from '../language'
import { listed } from '../listed'

/** “1 row”, “2,000 rows”. */
function counted(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`
}

const MEGABYTE = 1e6

/** How far a reading has come. */
function readingSentence({ files, bytesRead, bytesAll, rows }: Underway): string {
  const what = files === 1 ? 'the file' : counted(files, 'file')
  const megabytes = (bytes: number) => formatNumber(Math.round((bytes / MEGABYTE) * 10) / 10)
  if (bytesRead === 0) return `Reading ${what}.`
  const bytes = bytesAll === null ? megabytes(bytesRead) : `${megabytes(bytesRead)} of ${megabytes(bytesAll)}`
  return `Reading ${what}: ${bytes} MB, ${counted(rows, 'row')} so far.`
}

/** What the table is, in one line. */
function summary({ candidates, groups, rows, teacher, lengths }: TableShape, { files: all }: Facts): string {
  const files = all.filter(({ refused }) => !refused)
  const parts = [
    counted(candidates.length, 'candidate'),
    counted(rows, 'row'),
    `teacher: ${teacher ? 'yes' : 'no'}`,
    groups ? counted(groups.length, 'group') : 'no groups',
    lengths === 0 ? 'no lengths' : lengths === 1 ? 'lengths for all' : 'lengths of each candidate',
  ]
  return `${files.length === 1 ? files[0].name : counted(files.length, 'file')}: ${parts.join(', ')}`
}

/** What became of the rows with gaps; null where there are none. */
function gapsSentence(
  { rows, leftOut, candidates, teacher }: GapCounts,
  policy: GapPolicy,
  names: readonly string[],
): string | null {
  const most = candidates.reduce((best, count, i) => (count > candidates[best] ? i : best), 0)
  const gaps = candidates.reduce((sum, count) => sum + count, 0)
  const one = candidates[most] === gaps
  const whose = one ? names[most] : 'the candidates'
  const of = one ? '' : `, most of them (${formatCount(candidates[most])}) of ${names[most]}`
  const parts = [
    gaps > 0 &&
      `${counted(gaps, 'value')} of ${whose} ${gaps === 1 ? 'is' : 'are'} missing${of}${policy === 'zero' ? '; each counts as probability 0' : ''}.`,
    teacher > 0 && `The teacher has no probability for ${counted(teacher, 'row')}.`,
    leftOut > 0 && `${formatCount(leftOut)} of ${counted(rows, 'row')} ${leftOut === 1 ? 'is' : 'are'} left out.`,
  ].filter(part => part !== false)
  return parts.length > 0 ? parts.join(' ') : null
}

/** One pick, and with whom it ties. */
function pickName(winners: readonly number[], names: readonly string[]): string {
  const [first, ...others] = winners
  if (others.length === 0) return names[first]
  return `${names[first]} (tied with ${others.length === 1 ? names[others[0]] : `${formatCount(others.length)} others`})`
}

/** What the table is picked for: the title of everything. */
function picksTitle({ N, winners, confidence }: AtN, names: readonly string[]): string {
  const { tournament, crossEntropy } = winners
  if (!tournament || !crossEntropy) return ''
  if (names.length === 1) return `There is nothing to choose from: ${names[0]} is the only candidate`
  const same = tournament[0] === crossEntropy[0]
  const takes = same
    ? `the tournament takes ${pickName(tournament, names)}, as does cross-entropy`
    : `the tournament takes ${pickName(tournament, names)}; cross-entropy takes ${pickName(crossEntropy, names)}`
  const sure = confidence?.tournament
  const holds = sure ? `. The tournament’s pick holds in ${formatPercent(sure.picked[tournament[0]])} of resamples` : ''
  return `At N = ${formatNumber(N)} ${takes}${holds}`
}

/** Candidates that tie and are named; of more, the last ones are counted. */
const MOST_NAMED = 3

/** Share of resamples from which on a pick can be called settled. */
const SURE = 0.95

/** Rows below which a resample is mostly one of a few, and says how often one row comes in it. */
const FEW_ROWS = 10

/** What would settle a pick. */
function settledSentence(confidence: Confidence, rows: number, names: readonly string[]): string {
  const settled = settling(confidence, rows, names)
  if (confidence.rival === null || rows >= FEW_ROWS) return settled
  return `${settled} Resamples of ${counted(rows, 'row')} say little.`
}

function settling(
  { winners, rival, rowsNeeded, moreRows, picked }: Confidence,
  rows: number,
  names: readonly string[],
): string {
  if (rival === null) return 'There is no other candidate.'
  if (winners.length > 1)
    return `An exact tie with ${listed(
      winners.slice(1).map(i => names[i]),
      MOST_NAMED,
    )} on these rows; how many more would settle it cannot be told.`
  // An infinite margin hangs on single rows, which a resample may be without.
  if (moreRows === 0 && picked[winners[0]] < SURE)
    return `A few rows decide it against ${names[rival]}, the nearest rival: it holds in only ${formatPercent(picked[winners[0]])} of resamples.`
  if (moreRows === 0)
    return `Settled against ${names[rival]}, the nearest rival: ${rowsNeeded <= 1 ? 'any row' : `about ${counted(rowsNeeded, 'row')}`} would do.`
  if (!Number.isFinite(moreRows)) return `Not to be told from ${names[rival]} by any number of rows.`
  return `About ${formatRows(moreRows)} more ${moreRows === 1 ? 'row' : 'rows'} (${formatNumber((rows + moreRows) / rows)} times as many) would settle it against ${names[rival]}, if the margin stays.`
}

/** An extrapolation has no more than two digits. */
function formatRows(rows: number): string {
  return formatNumber(Number(rows.toPrecision(2)))
}

/** What a kind's score is, at N. */
function scoreName(kind: PickKind, N: number): string {
  const at = formatNumber(N)
  if (kind === 'tournament') return `worst case max Ĉ at N = ${at}`
  if (kind === 'crossEntropy') return 'cross-entropy, nats'
  return `coverage Cov of the teacher at N = ${at}`
}

function formatScore(kind: PickKind, score: number): string {
  return kind === 'crossEntropy' ? formatNats(score) : formatNumber(score)
}

/** “from N = 2 to 16”; the grid's ends are said as such. */
function rangeInWords({ from, to }: Pick<PickRange, 'from' | 'to'>): string {
  const all = from === GRID[0] && to === GRID[GRID.length - 1]
  if (all) return 'at every N'
  if (from === to) return `at N = ${formatNumber(from)}`
  if (to === GRID[GRID.length - 1]) return `from N = ${formatNumber(from)} on`
  if (from === GRID[0]) return `up to N = ${formatNumber(to)}`
  return `from N = ${formatNumber(from)} to ${formatNumber(to)}`
}

/** Which candidate wins over which range of N. */
function rangesTitle(all: readonly PickRange[], names: readonly string[]): string {
  const ranges = withoutTies(all)
  if (ranges.length === 1) return `The tournament takes ${names[ranges[0].picks[0]]} ${rangeInWords(ranges[0])}`
  if (ranges.length > 4) {
    const takes = new Set(ranges.map(({ picks }) => picks[0]))
    return `The tournament’s pick changes ${formatCount(ranges.length - 1)} times between N = 1 and ${formatNumber(GRID[GRID.length - 1])}, among ${counted(takes.size, 'candidate')}`
  }
  return `The tournament takes ${ranges.map(range => `${names[range.picks[0]]} ${rangeInWords(range)}`).join(', ')}`
}

/** Ranges of the first pick, whoever ties with it. */
function withoutTies(ranges: readonly PickRange[]): PickRange[] {
  return piecesOf(ranges.map(({ picks, ...range }) => ({ ...range, picks: picks.slice(0, 1) })))
}

/** “no row”, “3.1 % of rows”. */
function ofRows(share: number): string {
  return share > 0 ? `${formatPercent(share)} of rows` : 'no row'
}

/** What is seen in the matrix. */
function matrixTitle({ N, pairwise }: AtN, names: readonly string[]): string {
  let [own, other, most] = [0, 0, -1]
  pairwise.forEach((row, i) => {
    row.forEach((share, j) => {
      if (i !== j && share > most) [own, other, most] = [i, j, share]
    })
  })
  if (most < 0) return 'One candidate has nobody to be compared with'
  if (most === 0)
    return `At N = ${formatNumber(N)} no candidate is under-weighted ${formatRatio(N)} or more by another on any row`
  return `At N = ${formatNumber(N)} ${names[own]} is beaten most, on ${ofRows(most)}: there ${names[other]} gives ${formatRatio(N)} its probability or more`
}

/** One cell of the matrix. */
function cellSentence(own: string, other: string, N: number, share: number): string {
  return `On ${ofRows(share)} ${other} gives ${formatRatio(N)} or more of what ${own} gives.`
}

/** Two candidates against each other. */
function pairTitle(own: string, other: string, N: number, forth: number, back: number): string {
  const at = `At N = ${formatNumber(N)}`
  if (forth === 0 && back === 0) return `${at} neither ${other} nor ${own} beats the other on any row`
  return `${at} ${other} beats ${own} on ${ofRows(forth)}, and ${own} beats ${other} on ${ofRows(back)}`
}

/** What is seen in the curves of the worst cases. */
function worstTitle({ N, pairwise, winners }: AtN, names: readonly string[]): string {
  const [pick] = winners.tournament ?? [0]
  const share = Math.max(0, ...pairwise[pick].filter((_, j) => j !== pick))
  return `At N = ${formatNumber(N)} no rival beats ${names[pick]} on ${share > 0 ? `more than ${formatPercent(share)} of rows` : 'any row'}`
}

/**
 * What is seen in the profiles against the teacher.
 * @param best candidates of least coverage at N, ascending
 * @param leastKl those of least KL
 */
function teacherTitle(
  N: number,
  best: readonly number[],
  leastKl: readonly number[],
  coverage: (candidate: number) => number,
  names: readonly string[],
): string {
  const missed = (who: string, i: number) =>
    `At N = ${formatNumber(N)} ${who} under-weights ${formatPercent(coverage(i))} of what the teacher writes ${formatRatio(N)} or more`
  const both = best.find(i => leastKl.includes(i))
  if (best.length === names.length && names.length > 1)
    return `${missed('every candidate', best[0])}; ${pickName(leastKl, names)} has the least KL`
  const least = best.length > 1 ? 'no other less' : 'least of all'
  if (both === undefined)
    return `${missed(pickName(best, names), best[0])}, ${least}; ${names[leastKl[0]]}, of least KL, ${formatPercent(coverage(leastKl[0]))}`
  const ordered = [both, ...best.filter(i => i !== both)]
  return `${missed(pickName(ordered, names), both)}: ${least}, and ${best.length > 1 ? names[both] : 'it'} has the least KL`
}

/** Whom a group of rows picks. */
export interface GroupPick {
  readonly group: string
  /** Every candidate that wins in it, ascending; null where none of its rows can be compared. */
  readonly winners: readonly number[] | null
}

/** Whether the groups agree with the pick of all rows together: they do wherever it is among their best. */
function groupsTitle(N: number, picks: readonly GroupPick[], overall: number, names: readonly string[]): string {
  const known = picks.flatMap(({ group, winners }) => (winners ? [{ group, winners }] : []))
  if (known.length === 0) return 'No group has a row that can be compared'
  const others = known.filter(({ winners }) => !winners.includes(overall))
  const agreeing = known.filter(({ winners }) => winners.includes(overall))
  const at = `At N = ${formatNumber(N)}`
  const name = names[overall]
  const ties = tiesAmong(agreeing)
  if (others.length === 0) return `${at} ${name} is best in every group${ties}`
  const rest = agreeing.length === 1 ? 'the other one' : `the other ${formatCount(agreeing.length)}`
  const best = agreeing.length === 0 ? 'no group' : rest + ties
  if (others.length <= 2) {
    const said = others.map(({ group, winners }) => `${group} takes ${pickName(winners, names)}`)
    return `${at} ${said.join(', ')}; ${name} is best in ${best}`
  }
  return `${at}, ${formatCount(others.length)} of ${counted(known.length, 'group')} take another candidate than all rows together, ${name}, which is best in ${best}`
}

/** In how many of the groups the best one ties with others. */
function tiesAmong(groups: readonly { readonly winners: readonly number[] }[]): string {
  const tied = groups.filter(({ winners }) => winners.length > 1).length
  if (tied === 0) return ''
  if (tied < groups.length) return `, tied with others in ${formatCount(tied)} of them`
  return groups.length === 1 ? ', tied with others' : ', tied with others in each'
}

export const fileSentences = words('select/file-sentences', {
  readingSentence,
  summary,
  gapsSentence,
  pickName,
  picksTitle,
  settledSentence,
  picks: {
    tournament: 'Tournament',
    crossEntropy: 'Least cross-entropy',
    teacher: 'True best',
  } satisfies Record<PickKind, string>,
  scoreName,
  formatScore,
  rangeInWords,
  rangesTitle,
  matrixTitle,
  cellSentence,
  pairTitle,
  worstTitle,
  teacherTitle,
  groupsTitle,
})
