import type { Description } from '../../models/model'
import type { Point } from '../../state/derive'
import { type Asking, LEARNED } from '../../state/postCurves'
import { formatCount, formatNumber, subscript } from '../format'
import { words } from '../language'
import { jobText } from './jobs'

/** What is told of a start, as far as it has come. */
export interface Told {
  readonly name: string
  /** KL and Cov_N against π_D before the first step; KL in nats. */
  readonly kl: number
  readonly coverage: number
  /** One point for each evaluation. */
  readonly pass1: readonly Point[]
  /** First evaluated step at which Pass@1 is 0.5 or more; null if it is at none so far. */
  readonly reached: number | null
}

/** Of the classes of prompts. */
const ALL = 'all'

/** Whose prompts are looked at, in words. */
function subjectOf({ promptNames }: Pick<Description, 'promptNames'>, asking: Asking): string {
  return asking === 'all' ? 'all prompts' : promptNames[asking]
}

/** What the title of reinforcement has to know besides the lines. */
interface Compared {
  /** Starts that the job has; until each is measured, none is compared with the others. */
  readonly starts: number
  /** The largest standard error of Pass@1 over the held-out prompts; 0 where it is exact. */
  readonly error: number
}

/** Less than this, Pass@1 has not risen to speak of. */
const NOTICEABLE = 0.01

/**
 * What reinforcement has done so far: from the start of best coverage, and from the one of least KL beside it; where they are one
 * or there is a tie, from another beside it.
 * @param lines at least one
 */
function rlTitle(lines: readonly Told[], subject: string, { starts, error }: Compared): string {
  const passed = `Pass@1 on ${subject}`
  if (lines.length < starts) return measuring(lines, passed, starts)
  if (lines.length === 1) return `From ${lines[0].name}, ${passed} ${fate(lines[0])}`
  if (lines.every(({ reached, pass1 }) => reached === null && pass1.length > 1)) {
    return noneThere(lines, passed, Math.max(NOTICEABLE, error))
  }
  const covering = alone(lines, ({ coverage }) => coverage)
  const nearest = alone(lines, ({ kl }) => kl)
  const one = covering ?? nearest ?? lines[0]
  if (covering && nearest && covering !== nearest)
    return comparison(one, [nearest, bestIn(nearest, lines)], passed, lines)
  const others = lines.filter(line => line !== one)
  const other = others.reduce((far, line) => (line.coverage > far.coverage ? line : far))
  return comparison(one, [other, besides(other, one, lines)], passed, lines)
}

/** In what a start is better than all others, as a clause; empty where in nothing. */
function bestIn(line: Told, lines: readonly Told[]): string {
  const traits = [
    ...(alone(lines, ({ coverage }) => coverage) === line ? ['coverage is best'] : []),
    ...(alone(lines, ({ kl }) => kl) === line ? ['KL is least'] : []),
  ]
  return traits.length > 0 ? `whose ${traits.join(' and ')}` : ''
}

/** The line of the least value; null where another is written with the same digits. */
function alone(lines: readonly Told[], of: (line: Told) => number): Told | null {
  const least = lines.reduce((one, other) => (of(other) < of(one) ? other : one))
  return lines.every(line => line === least || formatNumber(of(line)) !== formatNumber(of(least))) ? least : null
}

/** The coverage of one start beside that of another. */
function besides(line: Told, one: Told, lines: readonly Told[]): string {
  if (formatNumber(line.coverage) === formatNumber(one.coverage)) return 'whose coverage is the same'
  if (line.coverage < one.coverage) return 'whose coverage is better'
  return alone(lines, ({ coverage }) => -coverage) === line ? 'whose coverage is worst' : 'whose coverage is worse'
}

function measuring(lines: readonly Told[], passed: string, starts: number): string {
  const each = lines.map(({ name, pass1 }) => `${formatNumber(pass1[0].value)} from ${name}`)
  return `${lines.length} of ${starts} starts ${lines.length === 1 ? 'is' : 'are'} measured: ${passed} starts at ${each.join(', at ')}`
}

function comparison(
  one: Told,
  [other, whyOther]: readonly [line: Told, why: string],
  passed: string,
  lines: readonly Told[],
): string {
  const why = [one.name, bestIn(one, lines), passed].filter(part => part !== '').join(', ')
  const told = `From ${why} ${fate(one)}; from ${other.name}, ${whyOther}, it ${fate(other)}`
  // Whoever was sooner than both is not passed over.
  const least = Math.min(...lines.map(stepsOf))
  if (least >= Math.min(stepsOf(one), stepsOf(other))) return told
  const soonest = lines.filter(line => stepsOf(line) === least).map(({ name }) => name)
  return `${told}; soonest ${soonest.length === 1 ? 'is' : 'are'} ${soonest.join(' and ')}, after ${jobText.stepsInWords(least)}`
}

function stepsOf({ reached }: Told): number {
  return reached ?? Number.POSITIVE_INFINITY
}

/**
 * Where none has got there yet: from which start Pass@1 is highest, and what that was like; where none has moved, only that.
 * @param noticeable what Pass@1 has to rise by
 */
function noneThere(lines: readonly Told[], passed: string, noticeable: number): string {
  const nowOf = ({ pass1 }: Told) => pass1[pass1.length - 1]
  const step = formatCount(Math.max(...lines.map(line => nowOf(line).step)))
  const most = formatNumber(Math.max(...lines.map(line => nowOf(line).value)))
  const riseOf = ({ pass1 }: Told) => Math.max(...pass1.map(({ value }) => value)) - pass1[0].value
  if (lines.every(line => riseOf(line) < noticeable)) {
    return `By step ${step} none of ${lines.length} starts has begun to learn: ${passed} has not risen noticeably, and is at most ${most}`
  }
  const told = `By step ${step} ${passed} has reached ${formatNumber(LEARNED)} from none of ${lines.length} starts`
  const highest = alone(lines, line => -nowOf(line).value)
  if (!highest) return `${told}; it is at most ${most}`
  const which = [highest.name, bestIn(highest, lines)].filter(part => part !== '').join(', ')
  return `${told}; it is highest from ${which}: ${most}`
}

function fate({ pass1, reached }: Told): string {
  const [first, last] = [pass1[0], pass1[pass1.length - 1]]
  const level = formatNumber(LEARNED)
  if (reached === 0) {
    return pass1.length === 1
      ? `starts at ${formatNumber(first.value)}`
      : `was ${level} or more from the start, and is ${formatNumber(last.value)} at step ${formatCount(last.step)}`
  }
  if (reached !== null) return `reaches ${level} after ${jobText.stepsInWords(reached)}`
  return last.step === 0
    ? `starts at ${formatNumber(first.value)}`
    : `has not reached ${level} by step ${formatCount(last.step)}`
}

/** When a start reached the level, for a table. */
function reachedInWords({ reached, pass1 }: Pick<Told, 'reached' | 'pass1'>): string {
  if (reached !== null) return `step ${formatCount(reached)}`
  return `not by step ${formatCount(pass1[pass1.length - 1].step)}`
}

/** How the curves came about. */
function rlNote(error: number, how: string): string {
  const over = error > 0 ? `, with a standard error of up to ${formatNumber(error)} over the held-out prompts` : ''
  return `Pass@1 and Pass@N are exact for each prompt${over}. KL to the start: ${how}.`
}

/** Why nothing can be started; null where something can. */
function hindranceOf(chosen: number, of: number, classes: readonly string[]): string | null {
  if (chosen === 0) return 'Choose at least one checkpoint to start from.'
  if (of > classes.length) {
    const offered = [ALL, ...classes]
    const last = offered.pop()
    return `This run has no class ${of}: choose ${offered.join(', ')} or ${last} as the class of the prompts.`
  }
  return null
}

export const reinforcementText = words('select/reinforcement', {
  name: 'Reinforcement',
  empty: 'The run’s checkpoints to start from appear here.',
  nothingRewarded:
    'Reinforcement needs a reward that can be checked. Nothing is rewarded in this scenario; in graph search a path is right or wrong.',
  onlyStart: 'The run has only its start so far: press Play for checkpoints to compare.',
  idle: 'Choose checkpoints, and press Start: each learns from the same prompts, whether its own responses obey the rule.',
  hindranceOf,
  all: ALL,
  startFrom: 'Start from',
  startHeads: (N: number) => ['Checkpoint', 'KL, nats', `Cov${subscript(N)}`, 'Pass@1'],
  ships: 'ships with the lab',
  onlyKept: (steps: readonly number[]) => `; of step ${steps.map(formatCount).join(' and ')} only this is kept`,
  shippedNote: 'ships with the lab; measured when it starts',
  prompts: 'Prompts',
  subjectOf,
  rlTitle,
  rlNote,
  passOn: (N: number, subject: string) => `Pass@${formatNumber(N)} on ${subject}`,
  klToStart: 'KL to the start, nats',
  table: (subject: string) => `Reinforcement, on ${subject}`,
  step: 'Step',
  passOf: (N: number, name: string) => `Pass@${formatNumber(N)}, ${name}`,
  klOf: (name: string) => `KL to the start, ${name}`,
  download: 'Download the curves',
  startsLabel: 'The starts and what became of them',
  start: 'Start',
  coverage: (N: number) => `Cov${subscript(N)}`,
  kl: 'KL, nats',
  pass: (N: number) => `Pass@${formatNumber(N)}`,
  passNow: 'Pass@1 now',
  reaches: `reaches ${formatNumber(LEARNED)}`,
  reachedInWords,
  startsNote: (subject: string) =>
    `At the start: coverage and KL over all prompts, Pass@1 and Pass@N on ${subject}. Then what became of it.`,
})
