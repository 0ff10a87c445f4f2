import type { Scale } from '../../config/sweep'
import { formatCount } from '../../text/format'
import { stepTicks } from '../charts/stepTicks'
import { apart, DIGIT, GAP, type SweepAxisLayout } from './sweepLayout'

/** From coarse to fine, where ticks stand within a decade of a logarithmic axis. */
const FINER = [[1], [1, 2, 5]] as const

/**
 * The axis of training steps. A logarithmic one has no place for step 0 and begins at the first step after it.
 * @param steps all steps that are drawn, in any order, a positive one among them
 * @param width of the drawing area, px
 * @param right room for the names of the lines at its right end, px
 */
export function stepAxisLayout(scale: Scale, steps: readonly number[], width: number, right: number): SweepAxisLayout {
  const last = Math.max(...steps)
  const first = Math.min(...steps.filter(step => step > 0))
  const span = Math.max(width - right, 1)
  const stretch = width / span
  if (scale === 'linear') {
    return { domain: [0, last * stretch], place: Number, ticks: stepTicks(last, span), label: formatCount }
  }
  const [from, to] = [Math.log10(first), Math.log10(last)]
  const decades = Math.max(to - from, 1e-3)
  const label = (tick: number): string => formatCount(10 ** tick)
  return {
    domain: [from, from + decades * stretch],
    place: step => Math.log10(Number(step)),
    ticks: logTicks(first, last, tick => ({
      at: ((tick - from) / decades) * span,
      room: label(tick).length * DIGIT + GAP,
    })),
    label,
  }
}

/** Logarithms of round numbers, as fine as their labels have room for; two at least where there are two. */
function logTicks(first: number, last: number, label: (tick: number) => { at: number; room: number }): number[] {
  const [coarse, fine] = FINER.map(digits => {
    const ticks: number[] = []
    for (let decade = 10 ** Math.floor(Math.log10(first)); decade <= last; decade *= 10) {
      ticks.push(...digits.map(digit => digit * decade).filter(tick => tick >= first && tick <= last))
    }
    return ticks.map(Math.log10)
  })
  const fitting = apart(fine, label)
  return fitting.length === fine.length || coarse.length < 2 ? fitting : apart(coarse, label)
}
