import type { AskAxis } from '../../config/lesson/ask'

type Scale = Pick<AskAxis, 'min' | 'max' | 'scale'>

/** How far along an axis a value lies, from 0 to 1; what lies beyond it lies on its ends. */
export function fractionOn({ min, max, scale }: Scale, value: number): number {
  const held = Math.min(max, Math.max(min, value))
  return scale === 'log' ? Math.log(held / min) / Math.log(max / min) : (held - min) / (max - min)
}

/** The value at a fraction of an axis, rounded to three digits, within the axis. */
export function valueOn({ min, max, scale }: Scale, fraction: number): number {
  const along = Math.min(1, Math.max(0, fraction))
  const value = scale === 'log' ? min * (max / min) ** along : min + along * (max - min)
  // To a thousandth of the range, so that zero is reached on an axis through it.
  const digits = scale === 'log' ? Number(value.toPrecision(3)) : roundTo(value, (max - min) / 1000)
  return Math.min(max, Math.max(min, digits))
}

function roundTo(value: number, unit: number): number {
  const decade = 10 ** Math.floor(Math.log10(unit))
  return Number((Math.round(value / decade) * decade).toPrecision(12))
}

/** Where the axis is halfway: where a guess starts. */
export function middleOf(axis: Scale): number {
  return valueOn(axis, 0.5)
}

/** A few values to label, the ends among them: powers of ten on a logarithmic axis where it has some. */
export function ticksOn(axis: Scale): number[] {
  const { min, max, scale } = axis
  if (scale === 'linear') return [0, 0.25, 0.5, 0.75, 1].map(part => valueOn(axis, part))
  const first = Math.ceil(Math.log10(min) - 1e-9)
  const last = Math.floor(Math.log10(max) + 1e-9)
  const decades = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 10 ** (first + i))
  const stride = Math.ceil(decades.length / 6)
  return decades.length >= 2 ? decades.filter((_, i) => i % stride === 0) : [min, valueOn(axis, 0.5), max]
}

/** A fraction's next one for a key of a slider; null for other keys. */
export function fractionAfterKey(fraction: number, key: string): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowUp: 0.02,
    ArrowRight: 0.02,
    ArrowDown: -0.02,
    ArrowLeft: -0.02,
    PageUp: 0.1,
    PageDown: -0.1,
    Home: -1,
    End: 1,
  }
  return Object.hasOwn(moves, key) ? Math.min(1, Math.max(0, fraction + moves[key])) : null
}
