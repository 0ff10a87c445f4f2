import { fittedScale, type VerticalScale } from '../charts/verticalScale'

/** Decades that a logarithmic axis reaches down from its largest value. */
const DECADES = 5

/** Within so many decades, and from so small a value on, an axis has ticks between the powers of ten. */
const FINE_DECADES = 2.5
const FINE_FROM = 1e-3

const STEPS = [1, 2, 5]

/** A vertical axis for values in [0, ∞] that wastes no room: a short logarithmic one ends at 1, 2 or 5 times a power of ten. */
export function sweepScale(kind: 'log' | 'linear', values: readonly number[]): VerticalScale {
  const positive = values.filter(value => Number.isFinite(value) && value > 0)
  const coarse = fittedScale(kind, values, DECADES)
  if (kind === 'linear' || positive.length === 0) return coarse
  const ticks = fineTicks(Math.min(...positive), Math.max(...positive))
  const [bottom, top] = [ticks[0], ticks[ticks.length - 1]]
  if (bottom < FINE_FROM || Math.log10(top / bottom) > FINE_DECADES) return coarse
  return { kind, bottom, top, ticks }
}

/** From the last tick at or below the least value to the first at or above the largest, two at least. */
function fineTicks(least: number, largest: number): number[] {
  const first = Math.floor(Math.log10(least)) - 1
  const last = Math.ceil(Math.log10(largest)) + 1
  const all: number[] = []
  for (let exponent = first; exponent <= last; exponent++) {
    for (const step of STEPS) all.push(Number(`${step}e${exponent}`))
  }
  const from = all.findLastIndex(tick => tick <= least)
  const to = all.findIndex(tick => tick >= largest)
  return all.slice(from, Math.max(to, from + 1) + 1)
}
