import type { VerticalScale } from './verticalScale'

/** What is drawn in a plot; coordinates are values, not pixels. A null value leaves a gap. */
export interface CurveData {
  readonly key: string
  readonly points: readonly { readonly x: number; readonly y: number | null }[]
  readonly type?: 'linear' | 'stepAfter'
  readonly line?: {
    readonly stroke: string
    readonly strokeWidth: number
    readonly strokeOpacity?: number
    readonly strokeDasharray?: string
  }
  /** Draws every point as a dot. */
  readonly dots?: { readonly colour: string; readonly opacity: number }
  /** Paint of the area down to `base`. */
  readonly fill?: string
  readonly fillOpacity?: number
  /** Lower edge of the area, one value per point; the bottom of the scale where it is left out. */
  readonly base?: readonly number[]
}

export interface Horizontal {
  readonly domain: readonly [number, number]
  readonly ticks: readonly number[]
  /** Writes a tick; null leaves the axis without labels. */
  readonly label: ((value: number) => string) | null
}

export interface FrameProps {
  readonly width: number
  readonly height: number
  readonly horizontal: Horizontal
  readonly vertical: VerticalScale
  readonly verticalLabel: (tick: number) => string
  /** Room below the drawing area, px. */
  readonly axisHeight: number
}

export interface PlotProps extends FrameProps {
  readonly curves: readonly CurveData[]
}
