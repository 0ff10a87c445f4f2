import type { PickKind } from '../src/coverage/confidence'
import { GRID } from '../src/coverage/pairwise'
import type { SelectionRecord, SelectionReport } from '../src/engine/selection/report'
import type { Place, Problem } from '../src/logprobs/problems'

/** What a person reads of a report, in plain text. */
export function summary(report: SelectionReport): string {
  const { groups } = report
  return [
    ...head(report),
    '',
    ...candidateTable(report),
    '',
    ...pickLines(report),
    '',
    'The tournament’s pick by range of N:',
    ...rangeLines(report.all, report, '  '),
    ...(groups.length > 0 ? ['', 'By group:', ...groups.flatMap(group => groupLines(group, report))] : []),
    '',
    report.offsetTournament,
    '',
  ].join('\n')
}

/** What was odd about the files, a line each. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ severity, sentence, places, count, choice }) => {
    const where = places.slice(0, 5).map(placeWords).filter(Boolean).join('; ')
    const more = where && count > 5 ? ' …' : ''
    const choose = choice?.values ? ` (--choose ${choice.option}=${choice.values.join('|')})` : ''
    return `${severity}: ${sentence}${where && ` At ${where}${more}.`}${choose}`
  })
}

function placeWords({ file, line, column, text }: Place): string {
  const parts = [file, line === null ? '' : `line ${integer(line)}`, column ?? '', text === null ? '' : `“${text}”`]
  return parts.filter(Boolean).join(', ')
}

function head({ files, rows, candidates, missing, gaps, only }: SelectionReport): string[] {
  const compared = rows.read - rows.leftOut
  const fate = gaps === 'zero' ? 'counted as probability 0' : 'whose rows are left out'
  const lines = [
    `${files.length === 1 ? files[0].name : `${files.length} files`}: ${counted(candidates.length, 'candidate')}, compared on ${integer(compared)} of ${counted(rows.read, 'row')}${only ? ` of ${only.join(', ')}` : ''}.`,
  ]
  const gappy = candidates.flatMap((name, i) => (missing[i] > 0 ? [`${name} ${integer(missing[i])}`] : []))
  if (gappy.length > 0) lines.push(`Values that are missing, ${fate}: ${gappy.join(', ')}.`)
  if (rows.withoutTeacher > 0) {
    lines.push(`Rows left out because the teacher has no value, or probability 0: ${integer(rows.withoutTeacher)}.`)
  }
  return lines
}

function candidateTable({ candidates, all, picks }: SelectionReport): string[] {
  const { N, tournament, teacher } = picks
  const header = ['candidate', `worst case, N = ${N}`, 'cross-entropy, nats']
  const known = all.kl !== undefined && teacher !== undefined
  const rows = candidates.map((name, i) => [
    name,
    share(tournament!.scores[i]),
    decimals(all.crossEntropy[i]),
    ...(known ? [`${decimals(all.kl![i])} ± ${decimals(all.klError![i])}`, share(teacher.scores[i])] : []),
  ])
  return aligned([known ? [...header, 'KL, nats', `Cov_${N}`] : header, ...rows])
}

const KINDS: Readonly<Record<PickKind, string>> = {
  tournament: 'tournament',
  crossEntropy: 'least cross-entropy',
  teacher: 'least coverage against the teacher',
}

function pickLines({ picks }: SelectionReport): string[] {
  const { N, rows, replicates } = picks
  const lines = (Object.keys(KINDS) as PickKind[]).flatMap(kind => {
    const pick = picks[kind]
    if (!pick) return []
    const ties = pick.picks.length > 1 ? ` (ties with ${pick.picks.slice(1).join(', ')}; the earliest is taken)` : ''
    return [`  ${KINDS[kind]}: ${pick.picks[0]}${ties}. ${sureness(pick)}`]
  })
  return [
    `Picks at N = ${N}, on ${counted(rows, 'row')}, with ${counted(replicates, 'resampled set')}:`,
    ...lines,
    '  How many rows would settle a pick is extrapolated: the margin is taken to stay what it is here.',
  ]
}

function sureness({
  picked,
  rival,
  rowsNeeded,
  moreRows,
  scores,
}: NonNullable<SelectionReport['picks']['tournament']>) {
  const winner = scores.indexOf(scores.reduce((least, score) => (Number(score) < Number(least) ? score : least)))
  const sure = `It is picked in ${(100 * picked[winner]).toFixed(0)} % of the resampled sets.`
  if (rival === null) return sure
  if (rowsNeeded === 'Infinity') return `${sure} No number of rows tells it from ${rival}: they tie.`
  if (moreRows === 0) return `${sure} Settled at 95 % against every other.`
  return `${sure} About ${counted(Number(moreRows), 'more row')} would settle it against ${rival} at 95 %.`
}

/** A line for each range. Once nothing counts against the winners, they only tie with ever more, and one line says so. */
function rangeLines(
  record: Pick<SelectionRecord, 'ranges' | 'worst'>,
  report: SelectionReport,
  indent: string,
): string[] {
  const least = (N: number) => Math.min(...record.worst.map(shares => shares[report.grid.indexOf(N)]))
  const blank = record.ranges.find(({ from }) => least(from) === 0)
  const told = record.ranges.filter(({ from }) => !blank || from < blank.from)
  const lines = told.map(({ picks, from, to }) => `${indent}${rangeWords(from, to)}: ${tied(picks)}`)
  return blank
    ? [
        ...lines,
        `${indent}${rangeWords(blank.from, GRID.at(-1)!)}: no row counts against ${tied(blank.picks)}, and as N grows against ever fewer of the others; they tie`,
      ]
    : lines
}

function rangeWords(from: number, to: number): string {
  if (to === GRID.at(-1)) return `N = ${short(from)} and beyond`
  return from === to ? `N = ${short(from)}` : `N = ${short(from)} to ${short(to)}`
}

const tied = (picks: readonly string[]) =>
  picks.length > 3 ? `${picks[0]} (ties with ${picks.length - 1} others)` : picks.join(' = ')

function groupLines(group: SelectionReport['groups'][number], report: SelectionReport): string[] {
  const { name, rows, ranges, worst, leastCrossEntropy } = group
  const compared = `  ${name} (${counted(rows.read - rows.leftOut, 'row')})`
  if (!ranges || !worst || !leastCrossEntropy) return [`${compared}: no row without a gap`]
  return [
    `${compared}: least cross-entropy ${leastCrossEntropy.join(' = ')}`,
    ...rangeLines({ ranges, worst }, report, '    '),
  ]
}

/** Columns side by side; numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, c) => Math.max(...rows.map(row => row[c].length)))
  return rows.map(row =>
    row
      .map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
      .join('  ')
      .trimEnd(),
  )
}

const counted = (n: number, what: string) => `${integer(n)} ${what}${n === 1 ? '' : 's'}`
const integer = (n: number) => n.toLocaleString('en-US')
const short = (N: number) => N.toLocaleString('en-US', { maximumSignificantDigits: 3 })
const share = (value: number | string) => Number(value).toFixed(4)
const decimals = (value: number | string) => (typeof value === 'string' ? '∞' : value.toFixed(3))
