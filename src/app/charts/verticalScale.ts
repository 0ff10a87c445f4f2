import { formatNumber, shortScientific } from '../../text/format'

/** How a vertical axis spaces its values. The root keeps zero on the axis and still shows small shares. */
export type ScaleKind = 'linear' | 'root' | 'log'

export interface VerticalScale {
  readonly kind: ScaleKind
  readonly bottom: number
  readonly top: number
  readonly ticks: readonly number[]
}

/** Names of the scales as recharts knows them. */
export const RECHARTS_SCALE = { linear: 'linear', root: 'sqrt', log: 'log' } as const

const TOPS = [0.05, 0.1, 0.25, 0.5, 1]
const SMALLEST_SHARE = 1e-4

/** A scale for shares in [0, 1]: up to the first of a few round numbers that holds `largest`. */
export function shareScale(kind: ScaleKind, largest = 1): VerticalScale {
  const top = TOPS.find(candidate => candidate >= largest) ?? 1
  if (kind === 'log') return { kind, bottom: SMALLEST_SHARE, top, ticks: decades(SMALLEST_SHARE, top) }
  const steps = kind === 'root' ? [0, 0.01, 0.1, 0.3, 0.6, 1] : [0, 0.25, 0.5, 0.75, 1]
  const ticks = top === 1 || kind === 'linear' ? steps.map(tick => tick * top) : rootTicks(top)
  return { kind, bottom: 0, top, ticks }
}

/**
 * A scale for values in [0, ∞], such as a history of KL, that holds all finite ones; logarithmic ones at most so many
 * decades below the largest.
 */
export function fittedScale(kind: 'linear' | 'log', values: readonly number[], span = 6): VerticalScale {
  const finite = values.filter(Number.isFinite)
  const largest = Math.max(0, ...finite)
  if (kind === 'linear') {
    const top = largest > 0 ? roundUp(largest) : 1
    return { kind, bottom: 0, top, ticks: [0, top / 4, top / 2, (3 * top) / 4, top] }
  }
  const positive = finite.filter(value => value > 0)
  if (positive.length === 0) return { kind, bottom: 0.01, top: 1, ticks: [0.01, 0.1, 1] }
  const top = 10 ** Math.ceil(Math.log10(largest) - 1e-9)
  const bottom = Math.max(10 ** Math.floor(Math.log10(Math.min(...positive)) + 1e-9), top * 10 ** -span)
  const lower = bottom === top ? top / 10 : bottom
  return { kind, bottom: lower, top, ticks: decades(lower, top) }
}

/** Label of a tick; at an edge where values beyond it are held, it says so. */
export function tickLabel(
  { kind, bottom, top }: Omit<VerticalScale, 'ticks'>,
  tick: number,
  held: { readonly below?: boolean; readonly above?: boolean } = {},
): string {
  if (kind === 'log' && tick === bottom && held.below) return `≤${shortNumber(tick)}`
  if (tick === top && held.above) return `≥${shortNumber(tick)}`
  return shortNumber(tick)
}

/** What is below a thousandth by powers of ten: an axis has no room for more zeros. */
function shortNumber(value: number): string {
  const small = value !== 0 && Math.abs(value) < 1e-3 * (1 - 1e-9)
  return small ? shortScientific(value) : formatNumber(value)
}

/** A linear scale for finite values of either sign and 0 that ends on round numbers, with at most `most` steps between ticks. */
export function signedScale(values: readonly number[], most = 5): VerticalScale {
  const low = Math.min(0, ...values)
  const largest = Math.max(0, ...values)
  const high = largest === low ? 1 : largest
  const decade = 10 ** Math.floor(Math.log10((high - low) / most))
  // So that ticks below a thousandth, by powers of ten, have one digit.
  const steps = (decade < 1e-3 ? [1, 2, 10, 20] : [1, 2, 2.5, 5, 10, 20]).map(step => step * decade)
  const count = (step: number) => Math.ceil(high / step - 1e-9) - Math.floor(low / step + 1e-9)
  const step = steps.find(candidate => count(candidate) <= most) ?? 20 * decade
  const first = Math.floor(low / step + 1e-9)
  const ticks = Array.from({ length: count(step) + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
  return { kind: 'linear', bottom: ticks[0], top: ticks[ticks.length - 1], ticks }
}

/** A linear scale just wide enough for finite values, 0 on it or not, that ends on round numbers. */
export function rangeScale(values: readonly number[], most = 5): VerticalScale {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // Values that are all alike still need a scale around them.
  const range = Math.max(high - low, 0.01 * Math.abs(high), 1e-9)
  const decade = 10 ** Math.floor(Math.log10(range / most))
  const count = (step: number) => Math.ceil(high / step - 1e-9) - Math.floor(low / step + 1e-9)
  const step = [1, 2, 5, 10, 20].map(digit => digit * decade).find(size => count(size) <= most) ?? 50 * decade
  const first = Math.floor(low / step + 1e-9)
  const steps = Math.max(1, count(step))
  const ticks = Array.from({ length: steps + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
  return { kind: 'linear', bottom: ticks[0], top: ticks[ticks.length - 1], ticks }
}

/** A square-root scale from 0 to `top` > 0, with round numbers between that are far apart on it. */
export function rootScale(top: number): VerticalScale {
  const scale = { kind: 'root', bottom: 0, top } as const
  const decade = 10 ** Math.floor(Math.log10(top))
  const round = [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].map(digits => Number((digits * decade).toPrecision(1)))
  const ticks = [top]
  for (const tick of round) {
    const at = fraction(scale, tick)
    if (tick < top && fraction(scale, ticks[0]) - at > 0.17 && at > 0.12) ticks.unshift(tick)
  }
  return { ...scale, ticks: [0, ...ticks] }
}

/** How far along the scale a value lies, from 0 to 1. Values beyond the scale, 0 and ∞ included, lie on its edges. */
export function fraction({ kind, bottom, top }: Omit<VerticalScale, 'ticks'>, value: number): number {
  const along = { linear: (x: number) => x, root: Math.sqrt, log: Math.log }[kind]
  const [from, to] = [along(bottom), along(top)]
  return (along(Math.min(top, Math.max(bottom, value))) - from) / (to - from)
}

/** The value at a place along the scale, from 0 to 1: the inverse of `fraction`. */
export function valueAt({ kind, bottom, top }: Omit<VerticalScale, 'ticks'>, along: number): number {
  const there = { linear: (x: number) => x, root: Math.sqrt, log: Math.log }[kind]
  const back = { linear: (x: number) => x, root: (x: number) => x * x, log: Math.exp }[kind]
  return back(there(bottom) + along * (there(top) - there(bottom)))
}

/** Distance from the top of a plot of the given height, px. Values beyond the scale lie on its edges. */
export function verticalPosition(scale: VerticalScale, value: number, height: number): number {
  return height * (1 - fraction(scale, value))
}

/** Ticks so far apart that their labels do not touch, ends first. */
export function thinned({ ticks, ...scale }: VerticalScale, height: number): number[] {
  const place = (tick: number): number => verticalPosition({ ticks, ...scale }, tick, height)
  const kept: number[] = []
  const outermostFirst = [ticks[0], ticks[ticks.length - 1], ...ticks.slice(1, -1)]
  for (const tick of outermostFirst) {
    if (kept.every(other => Math.abs(place(other) - place(tick)) >= 15)) kept.push(tick)
  }
  return kept.sort((a, b) => a - b)
}

function decades(bottom: number, top: number): number[] {
  const first = Math.ceil(Math.log10(bottom) - 1e-9)
  const last = Math.floor(Math.log10(top) + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i))
}

function rootTicks(top: number): number[] {
  return [0, 0.01, 0.05, 0.1, 0.25, 0.5].filter(tick => tick <= top)
}

function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 4, 6, 8, 10].map(step => step * decade).find(candidate => candidate >= value) ?? 10 * decade
}
