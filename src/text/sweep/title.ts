import type { SweepConfig } from '../../config/sweep'
import type { Rate } from '../../coverage/rates'
import type { CellResult } from '../../engine/sweepResult'
import { capital, formatNumber } from '../format'
import { words } from '../language'
import { listed } from '../listed'
import { sweepNames } from './names'

/** Factor below which a change is not worth a word. */
const HARDLY = 1.05

/** Lines that a title speaks of; of more, the first and last. */
const MOST_NAMED = 3

/** What a sweep shows, in a sentence computed from its points. */
function sweepTitle(sweep: SweepConfig, cells: readonly CellResult[]): string {
  const name = sweepNames.metricName(sweep)
  if (cells.length === 0)
    return capital(`${name} against ${sweep.x.kind === 'rule' ? 'the update rule' : symbolOf(sweep)}`)
  const ending = sweep.bestEta ? ', each at its own best η' : ''
  const lines = linesOf(sweep, cells)
  if (sweep.plot === 'heat' || lines.every(({ points }) => points.length < 2)) return extremes(sweep, cells) + ending
  if (sweep.x.kind === 'rule') return extremes(sweep, cells) + ending
  const whole = lines.filter(({ points }) => points.length > 1)
  const from = sweepNames.settingName(sweep, sweep.x, whole[0].points[0].x)
  const to = whole[0].points[whole[0].points.length - 1].x
  return `From ${from} to ${to}, ${name} ${together(named(whole))}${ending}`
}

interface Line {
  /** "with SGD", or nothing where there is one line only. */
  readonly name: string
  readonly points: readonly CellResult[]
}

function linesOf(sweep: SweepConfig, cells: readonly CellResult[]): Line[] {
  const { by } = sweep
  if (by === null) return [{ name: '', points: cells }]
  return by.values.map(value => ({
    name: ` with ${sweepNames.settingName(sweep, by, value)}`,
    points: cells.filter(cell => cell.by === value),
  }))
}

/** Those of many lines that moved most and least; all of a few. */
function named(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= MOST_NAMED) return lines
  const ascending = [...lines].sort((a, b) => growth(a) - growth(b))
  return [ascending[ascending.length - 1], ascending[0]]
}

function growth({ points }: Line): number {
  const [first, last] = [points[0].median, points[points.length - 1].median]
  if (first === last) return 1
  return last / first
}

/** "grows 9.7 times with SGD and 1.6 times with Sign descent": a verb is said again only where it changes. */
function together(lines: readonly Line[]): string {
  let said = ''
  const phrases = lines.map(line => {
    const { verb, how } = movement(line)
    const phrase = verb === said ? `${how}${line.name}` : `${verb} ${how}${line.name}`
    said = verb
    return phrase
  })
  return listed(phrases)
}

function movement(line: Line): { verb: string; how: string } {
  const [first, last] = [line.points[0].median, line.points[line.points.length - 1].median]
  const ratio = growth(line)
  if (ratio < HARDLY && ratio > 1 / HARDLY) return { verb: 'stays about', how: formatNumber(last) }
  if (!(ratio > 0 && Number.isFinite(ratio))) {
    return { verb: 'goes', how: `from ${formatNumber(first)} to ${formatNumber(last)}` }
  }
  return ratio > 1 ? { verb: 'grows', how: times(ratio) } : { verb: 'shrinks', how: times(1 / ratio) }
}

function times(factor: number): string {
  return `${formatNumber(Number(factor.toPrecision(2)))} times`
}

/** Where the metric is lowest and where it is highest. */
function extremes(sweep: SweepConfig, cells: readonly CellResult[]): string {
  const name = sweepNames.metricName(sweep)
  const at = (cell: CellResult) => {
    const x = sweepNames.settingName(sweep, sweep.x, cell.x)
    return sweep.by && cell.by !== null ? `${sweepNames.settingName(sweep, sweep.by, cell.by)}, ${x}` : x
  }
  const lowest = cells.reduce((best, cell) => (cell.median < best.median ? cell : best))
  const highest = cells.reduce((worst, cell) => (cell.median > worst.median ? cell : worst))
  if (formatNumber(lowest.median) === formatNumber(highest.median)) {
    const where = cells.length === 1 ? ` for ${at(lowest)}` : ' everywhere'
    return capital(`${name} is ${sweepNames.metricValue(sweep, lowest.median)}${where}`)
  }
  return capital(
    `${name} is lowest, ${formatNumber(lowest.median)}, for ${at(lowest)} and highest, ${sweepNames.metricValue(sweep, highest.median)}, for ${at(highest)}`,
  )
}

/** What has to be known beside the picture, a sentence each. */
function sweepNotes(cells: readonly CellResult[], adjustments: readonly string[]): string[] {
  const notes = [...adjustments]
  const atEdge = cells.filter(({ etaAtEdge }) => etaAtEdge).length
  if (atEdge > 0) {
    const points = atEdge === 1 ? 'one point' : `${atEdge} points`
    notes.push(`At ${points} the best η is the smallest or largest that was tried: a better one may lie beyond.`)
  }
  const failures = cells.flatMap(cell => cell.failures)
  if (failures.length > 0) {
    const runs = failures.length === 1 ? 'One run' : `${failures.length} runs`
    notes.push(`${runs} failed and ${failures.length === 1 ? 'counts' : 'count'} as infinite: ${failures[0]}`)
  }
  return notes
}

/** A rate that is laid over a line. */
export interface ToldRate {
  readonly rate: Rate
  /** The value of `by` whose line it is laid over. */
  readonly by: string | number | null
  /** The fitted constant. */
  readonly constant: number
}

/** Which rates are drawn, and that they are shapes: a sentence each. */
function rateNotes(sweep: SweepConfig, rates: readonly ToldRate[]): string[] {
  return rates.map(({ rate, by, constant }) => {
    const line = sweep.by && by !== null ? ` for ${sweepNames.settingName(sweep, sweep.by, by)}` : ''
    return `Dotted${line}: the rate of ${rate.source}, ${rate.label}, constant not specified. It is no bound; here it is laid over the line with the constant ${formatNumber(constant)}.`
  })
}

function symbolOf(sweep: SweepConfig): string {
  return sweepNames.settingName(sweep, sweep.x, sweep.x.values[0]).replace(/ = .*/, '')
}

export const sweepTitles = words('sweep/titles', { sweepTitle, sweepNotes, rateNotes })
