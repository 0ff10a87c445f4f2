import type { Description } from '../../../models/model'
import type { Asking } from '../../../state/postCurves'
import { formatCount, formatNumber } from '../../format'
import { stepsInWords } from '../post/jobSentences'
import { LEVEL, type RlLine } from './rlLines'

type Told = Pick<RlLine, 'name' | 'kl' | 'coverage' | 'pass1' | 'reached'>

/** Whose prompts are looked at, in words. */
export function subjectOf({ promptNames }: Pick<Description, 'promptNames'>, asking: Asking): string {
  return asking === 'all' ? 'all prompts' : promptNames[asking]
}

/**
 * What reinforcement has done so far: from the start of best coverage, and from the one of least KL beside it; where they are one,
 * from the one of worst coverage.
 * @param lines at least one
 */
export function rlTitle(lines: readonly Told[], subject: string): string {
  const best = lines.reduce((one, other) =>
    other.coverage < one.coverage || (other.coverage === one.coverage && other.kl < one.kl) ? other : one,
  )
  const passed = `Pass@1 on ${subject}`
  if (lines.length === 1) return `From ${best.name}, ${passed} ${fate(best)}`
  if (lines.every(({ reached, pass1 }) => reached === null && pass1.length > 1)) return furthest(lines, passed)
  const nearest = lines.reduce((one, other) => (other.kl < one.kl ? other : one))
  const worst = lines.reduce((one, other) => (other.coverage > one.coverage ? other : one), best)
  if (nearest !== best) {
    return comparison([best, 'whose coverage is best'], [nearest, 'whose KL is least'], passed)
  }
  if (worst !== best) {
    return comparison([best, 'whose coverage and KL are best'], [worst, 'whose coverage is worst'], passed)
  }
  const other = lines.find(line => line !== best)!
  return comparison([best, 'whose KL is least'], [other, 'whose coverage is the same'], passed)
}

type Described = readonly [line: Told, why: string]

function comparison([one, why]: Described, [other, whyOther]: Described, passed: string): string {
  return `From ${one.name}, ${why}, ${passed} ${fate(one)}; from ${other.name}, ${whyOther}, it ${fate(other)}`
}

/** Where none has got there yet: who has come closest, and what it was like at the start. */
function furthest(lines: readonly Told[], passed: string): string {
  const nowOf = ({ pass1 }: Told) => pass1[pass1.length - 1]
  const first = lines.reduce((one, other) => (nowOf(other).value > nowOf(one).value ? other : one))
  const traits = [
    ...(lines.every(({ coverage }) => coverage >= first.coverage) ? ['coverage is best'] : []),
    ...(lines.every(({ kl }) => kl >= first.kl) ? ['KL is least'] : []),
  ]
  const which = traits.length > 0 ? `, whose ${traits.join(' and ')},` : ''
  const step = formatCount(Math.max(...lines.map(line => nowOf(line).step)))
  return `By step ${step} ${passed} has reached ${formatNumber(LEVEL)} from none of ${lines.length} starts; ${first.name}${which} has come furthest, to ${formatNumber(nowOf(first).value)}`
}

function fate({ pass1, reached }: Told): string {
  const [first, last] = [pass1[0], pass1[pass1.length - 1]]
  const level = formatNumber(LEVEL)
  if (reached === 0) {
    return pass1.length === 1
      ? `starts at ${formatNumber(first.value)}`
      : `was ${level} or more from the start, and is ${formatNumber(last.value)} at step ${formatCount(last.step)}`
  }
  if (reached !== null) return `reaches ${level} after ${stepsInWords(reached)}`
  return last.step === 0
    ? `starts at ${formatNumber(first.value)}`
    : `has not reached ${level} by step ${formatCount(last.step)}`
}

/** When a start reached the level, for a table. */
export function reachedInWords({ reached, pass1 }: Pick<RlLine, 'reached' | 'pass1'>): string {
  if (reached !== null) return `step ${formatCount(reached)}`
  return `not by step ${formatCount(pass1[pass1.length - 1].step)}`
}

/** How the curves came about. */
export function rlNote(error: number, how: string): string {
  const over = error > 0 ? `, with a standard error of up to ${formatNumber(error)} over the held-out prompts` : ''
  return `Pass@1 and Pass@N are exact for each prompt${over}. KL to the start: ${how}.`
}

/** Why nothing can be started; null where something can. */
export function hindranceOf(chosen: number, of: number, classes: readonly string[]): string | null {
  if (chosen === 0) return 'Choose at least one checkpoint to start from.'
  if (of > classes.length) {
    const last = classes.length === 1 ? '0 or 1' : `0 to ${classes.length}`
    return `There is no class ${of} in this run: set the class of the prompts to ${last}.`
  }
  return null
}
