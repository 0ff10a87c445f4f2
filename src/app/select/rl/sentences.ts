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
  const best = least(lines, ({ coverage }) => coverage)
  const passed = `Pass@1 on ${subject}`
  if (lines.length === 1) return `From ${best.name}, ${passed} ${fate(best)}`
  const nearest = least(lines, ({ kl }) => kl)
  if (nearest !== best) {
    return `From ${best.name}, whose coverage is best, ${passed} ${fate(best)}; from ${nearest.name}, whose KL is least, it ${fate(nearest)}`
  }
  const worst = least(lines, ({ coverage }) => -coverage)
  const others = worst === best ? lines.find(line => line !== best)! : worst
  const why = worst === best ? 'which covers as much' : 'whose coverage is worst'
  return `From ${best.name}, whose coverage and KL are best, ${passed} ${fate(best)}; from ${others.name}, ${why}, it ${fate(others)}`
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

/** The line for which a number is least; the first of equals. */
function least<T>(lines: readonly T[], of: (line: T) => number): T {
  return lines.reduce((best, line) => (of(line) < of(best) ? line : best))
}
