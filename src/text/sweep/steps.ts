import type { SweepConfig } from '../../config/sweep'
import type { Followed } from '../../engine/sweepHistory'
import { computed, type FollowedLine, type LineGroup } from '../../state/sweepLines'
import { formatCount, formatNats, formatNumber } from '../format'
import { words } from '../language'
import { sweepNames } from './names'

/** Lines whose numbers a sentence lists; of more, the first and last. */
const MOST_LISTED = 6

/** Factor below which numbers are told as one. */
const HARDLY = 1.05

/** What a sweep shows over the steps of its runs, in a sentence computed from where these end. */
function stepsTitle(sweep: SweepConfig, drawn: readonly LineGroup[]): string {
  const groups = computed(drawn)
  const lines = groups.flatMap(group => group.lines)
  if (lines.length === 0) return `KL and ${sweepNames.followedName('coverage', sweep)} over the training steps`
  const ending = sweep.bestEta ? `, each at the η of least ${sweepNames.metricName(sweep)}` : ''
  const told = groups.length > 1 ? extremes(sweep, groups) : ends(sweep, lines)
  const which = groups.length === 1 && sweep.by ? `, ${sweepNames.settingName(sweep, sweep.by, groups[0].by!)}:` : ''
  return `${when(lines)}${which} ${told}${ending}`
}

/** What one of several sets of charts shows: "SGD: KL is 0.3, 0.9 nats at H = 8, 16; …". */
function groupTitle(sweep: SweepConfig, drawn: LineGroup): string {
  const name = sweep.by && drawn.by !== null ? sweepNames.settingName(sweep, sweep.by, drawn.by) : ''
  const [group] = computed([drawn])
  if (!group) return name
  return `${name ? `${name}: ` : ''}${ends(sweep, group.lines)}`
}

/** How the picture is read, a sentence each. */
function stepNotes(sweep: SweepConfig, groups: readonly LineGroup[]): string[] {
  const notes: string[] = []
  const lines = groups.flatMap(group => group.lines)
  if (lines.some(({ cell }) => cell && cell.values.length > 1)) {
    notes.push('At every step the line is the median over the seeds, and the band holds them from 10 to 90 %.')
  }
  if (lines.some(({ points }) => points.some(({ ratio }) => !Number.isFinite(ratio.median)))) {
    const coverage = sweepNames.followedName('coverage', sweep)
    notes.push(`The ratio has a gap where ${coverage} is below 10⁻⁵ or KL infinite in half of the seeds or more.`)
  }
  if (sweep.by && groups.length > 1) {
    const each = sweep.by.kind === 'rule' ? 'update rule' : `value of ${sweepNames.axisCaption(sweep, sweep.by)}`
    notes.push(`There is one set of charts for each ${each}, all on the same axes.`)
  }
  const underway = [...new Set(lines.flatMap(({ cell, name }) => (cell ? [] : name)))]
  if (underway.length > 0) notes.push(`The first run is still under way: ${underway.join(', ')}.`)
  return notes
}

/** "After 1,500 steps"; runs of several lengths are told at their ends. */
function when(lines: readonly FollowedLine[]): string {
  const last = new Set(lines.map(({ points }) => points[points.length - 1].step))
  const [steps] = last
  if (last.size > 1) return 'At the end'
  return `After ${formatCount(steps)} ${steps === 1 ? 'step' : 'steps'}`
}

/** "KL is 1, 2.1, 4.6 nats at H = 8, 12, 16; Cov₁₆ is 0.06 at each". */
function ends(sweep: SweepConfig, lines: readonly FollowedLine[]): string {
  const shown = lines.length > MOST_LISTED ? [lines[0], lines[lines.length - 1]] : lines
  const at = sweep.x.kind === 'rule' ? 'with' : 'at'
  const values = shown.map(({ x }) => sweepNames.valueName(sweep.x, x))
  const where = [shown[0].name, ...values.slice(1)].join(', ')
  const coverage = shown.map(line => lastOf(line, 'coverage'))
  const kl = shown.map(line => lastOf(line, 'kl'))
  const klPart = alike(kl)
    ? `KL is ${one(kl)} nats ${at} each of ${where}`
    : `KL is ${kl.map(formatNumber).join(', ')} nats ${at} ${where}`
  const coveragePart = alike(coverage) ? `${one(coverage)} ${at} each` : coverage.map(formatNumber).join(', ')
  return `${klPart}; ${sweepNames.followedName('coverage', sweep)} is ${coveragePart}`
}

function lastOf({ points }: FollowedLine, followed: Followed): number {
  return points[points.length - 1][followed].median
}

function alike(values: readonly number[]): boolean {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return values.length > 1 && (least === most || most / least < HARDLY)
}

/** Numbers that are told as one, as that one. */
function one(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return formatNumber(least) === formatNumber(most) ? formatNumber(least) : `about ${formatNumber((least + most) / 2)}`
}

/** Where KL ends lowest and where highest. */
function extremes(sweep: SweepConfig, groups: readonly LineGroup[]): string {
  const all = groups.flatMap(({ by, lines }) => lines.map(line => ({ by, line, kl: lastOf(line, 'kl') })))
  const lowest = all.reduce((best, other) => (other.kl < best.kl ? other : best))
  const highest = all.reduce((worst, other) => (other.kl > worst.kl ? other : worst))
  if (lowest.kl === highest.kl) return `KL is ${formatNats(lowest.kl)} everywhere`
  const at = ({ by, line }: (typeof all)[number]) =>
    `${sweepNames.settingName(sweep, sweep.by!, by!)}, ${line.name} (${sweepNames.followedName('coverage', sweep)} ${formatNumber(lastOf(line, 'coverage'))})`
  return `KL is lowest, ${formatNumber(lowest.kl)}, for ${at(lowest)} and highest, ${formatNats(highest.kl)}, for ${at(highest)}`
}

/** One point of a line in words: "H = 8, step 400: KL 1.2 (1.1 to 1.4, 3 seeds)". */
function pointInWords(sweep: SweepConfig, { name, cell, points }: FollowedLine, i: number, followed: Followed): string {
  const { step } = points[i]
  const { median, low, high } = points[i][followed]
  const seeds = cell?.values.length ?? 1
  const band = seeds > 1 ? ` (${formatNumber(low)} to ${formatNumber(high)}, ${seeds} seeds)` : ''
  const eta = !cell || cell.eta === null ? '' : `, best η = ${formatNumber(cell.eta)}`
  const unit = followed === 'coverage' ? '' : ' nats'
  return `${name}${eta}, step ${formatCount(step)}: ${sweepNames.followedName(followed, sweep)} ${formatNumber(median)}${unit}${band}`
}

export const stepText = words('sweep/steps', { stepsTitle, groupTitle, stepNotes, pointInWords })
