import type { Scale } from '../../config/sweep'

/** What the ends of a colour ramp stand for; NaN where there is nothing to show. */
export interface HeatRange {
  readonly low: number
  readonly high: number
  readonly scale: Scale
}

/** Decades that a logarithmic ramp reaches down from its largest value. */
const DECADES = 5

/** The range of all finite values; a logarithmic one has no place for 0, which takes the colour of its lower end. */
export function heatRange(values: readonly number[], scale: Scale): HeatRange {
  const finite = values.filter(value => Number.isFinite(value) && (scale === 'linear' || value > 0))
  if (finite.length === 0) return { low: Number.NaN, high: Number.NaN, scale }
  const high = Math.max(...finite)
  const least = Math.min(...finite)
  return { low: scale === 'log' ? Math.max(least, high * 10 ** -DECADES) : least, high, scale }
}

/** Where a value lies on the ramp, in [0, 1]; infinite ones lie at its upper end. */
export function heatOf(value: number, { low, high, scale }: HeatRange): number {
  if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY) return 1
  if (!(high > low)) return value > high ? 1 : 0
  const along = scale === 'log' ? Math.log : (x: number) => x
  const held = Math.min(high, Math.max(low, value))
  return (along(held) - along(low)) / (along(high) - along(low))
}
