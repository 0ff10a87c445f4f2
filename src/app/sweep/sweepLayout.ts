import type { SweepConfig } from '../../config/sweep'
import { formatSetting } from '../../text/format'
import { sweepNames } from '../../text/sweep/names'

/** The horizontal coordinate of a sweep's plots. */
export interface SweepAxisLayout {
  readonly domain: readonly [number, number]
  /** Where each value of the axis lies. */
  place(value: string | number): number
  readonly ticks: readonly number[]
  label(tick: number): string
}

/** Room for a marker at the left end, px. */
const LEFT = 14

/** Width of a digit of an axis' labels, px, and of the gap between two of them. */
export const DIGIT = 7
export const GAP = 12

/**
 * Places the values of the horizontal axis: a logarithm, the value itself, or the number of a rule.
 * @param width of the drawing area, px
 * @param right room for the names of the lines at its right end, px
 */
export function sweepAxisLayout(
  sweep: Pick<SweepConfig, 'x' | 'xScale'>,
  width: number,
  right: number,
): SweepAxisLayout {
  const { x, xScale } = sweep
  const place = (value: string | number): number => {
    if (x.kind === 'rule') return x.values.indexOf(String(value))
    return xScale === 'log' ? Math.log10(Number(value)) : Number(value)
  }
  const places = x.values.map(place)
  const names = new Map(x.values.map((value, i) => [places[i], sweepNames.valueName(x, value)]))
  const [first, last] = [places[0], places[places.length - 1]]
  const span = Math.max(width - LEFT - right, 1)
  const domain: [number, number] =
    x.kind === 'rule'
      ? [first - 0.5, last + 0.5]
      : first === last
        ? [first - (LEFT + span / 2) / span, last + (right + span / 2) / span]
        : [first - (LEFT / span) * (last - first), last + (right / span) * (last - first)]
  const pixels = (tick: number): number => ((tick - domain[0]) / (domain[1] - domain[0])) * width
  return {
    domain,
    place,
    ticks: apart(places, tick => ({ at: pixels(tick), room: (names.get(tick)?.length ?? 0) * DIGIT + GAP })),
    label: tick => names.get(tick) ?? formatSetting(tick),
  }
}

/** The ticks whose labels do not touch, ends first. */
export function apart(ticks: readonly number[], label: (tick: number) => { at: number; room: number }): number[] {
  const outermostFirst = ticks.length < 2 ? ticks : [ticks[0], ticks[ticks.length - 1], ...ticks.slice(1, -1)]
  const kept: number[] = []
  for (const tick of outermostFirst) {
    const mine = label(tick)
    const free = kept.every(other => {
      const theirs = label(other)
      return Math.abs(theirs.at - mine.at) >= (theirs.room + mine.room) / 2
    })
    if (free) kept.push(tick)
  }
  return kept.sort((a, b) => a - b)
}

/**
 * Moves labels as little as needed, by least squares, for them not to overlap.
 * @param wanted where each would like to be, px
 * @param gap least distance of two, px
 * @param range within which they stay if there is room, px
 * @returns where each is, in the order of `wanted`
 */
export function spread(wanted: readonly number[], gap: number, range: readonly [number, number]): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b])
  // Less what those above it take up, a label may stand where the one above stands, and no higher: isotonic regression.
  const blocks: { sum: number; size: number }[] = []
  for (const [rank, i] of order.entries()) {
    let block = { sum: wanted[i] - rank * gap, size: 1 }
    for (let above = blocks.at(-1); above && above.sum / above.size > block.sum / block.size; above = blocks.at(-1)) {
      blocks.pop()
      block = { sum: above.sum + block.sum, size: above.size + block.size }
    }
    blocks.push(block)
  }
  const levels = blocks.flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size))
  const lowest = Math.max(range[0], range[1] - (order.length - 1) * gap)
  const places = [...wanted]
  for (const [rank, i] of order.entries()) {
    places[i] = Math.min(lowest, Math.max(range[0], levels[rank])) + rank * gap
  }
  return places
}

/** Width of the longest of the names, px, at the size of the labels beside lines. */
export function labelRoom(names: readonly string[]): number {
  return Math.max(0, ...names.map(name => name.length)) * 6.6 + 18
}
