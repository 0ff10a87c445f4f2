import type { SeriesStyle } from './seriesStyle'

/** Outlines of the markers around the origin, about 9 px across and of like weight. */
const OUTLINES: Record<SeriesStyle['shape'], string> = {
  circle: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  square: 'M-4 -4h8v8h-8z',
  triangle: 'M0 -5.2L5 4H-5z',
  diamond: 'M0 -5.8L5 0L0 5.8L-5 0z',
  cross: 'M-4.6 -2.2L-2.2 -4.6L0 -2.4L2.2 -4.6L4.6 -2.2L2.4 0L4.6 2.2L2.2 4.6L0 2.4L-2.2 4.6L-4.6 2.2L-2.4 0z',
}

interface MarkerProps {
  readonly x: number
  readonly y: number
  readonly style: SeriesStyle
  /** Only its outline. */
  readonly hollow?: boolean
  /** What it stands for, shown when it is pointed at. */
  readonly title?: string
}

/** The mark of one point of a series. */
export function Marker({ x, y, style, hollow = false, title }: MarkerProps) {
  return (
    <path
      className="sweep-marker"
      d={OUTLINES[style.shape]}
      transform={`translate(${x} ${y})`}
      fill={hollow ? 'var(--panel)' : style.colour}
      stroke={hollow ? style.colour : 'var(--panel)'}
      strokeWidth={hollow ? 1.75 : 1}
    >
      {title && <title>{title}</title>}
    </path>
  )
}
