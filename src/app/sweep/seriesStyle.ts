import type { Axis } from '../../config/sweepAxis'
import { RULES } from '../../training/registry'
import { runColour } from '../charts/runColour'

export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const
const DASHES = [undefined, '7 3', '2 3', '9 3 2 3', '12 5'] as const

/** How a series is drawn: colour, dash and marker each tell it from its neighbours by themselves. */
export interface SeriesStyle {
  readonly colour: string
  readonly dash: string | undefined
  readonly shape: (typeof SHAPES)[number]
}

/** The look of one value of an axis. A rule looks the same in every sweep. */
export function seriesStyle(axis: Axis | null, value: string | number | null): SeriesStyle {
  return styleAt(indexOf(axis, value))
}

/** The look of the series with that index. */
export function styleAt(index: number): SeriesStyle {
  // After five, the same colours come again with other dashes and markers.
  const round = Math.floor(index / SHAPES.length)
  return {
    colour: runColour({ colour: index + 1 }),
    dash: DASHES[(index + round) % DASHES.length],
    shape: SHAPES[(index + round) % SHAPES.length],
  }
}

function indexOf(axis: Axis | null, value: string | number | null): number {
  if (axis === null) return 0
  const index = axis.kind === 'rule' ? RULES.findIndex(({ id }) => id === value) : axis.values.indexOf(Number(value))
  return Math.max(0, index)
}
