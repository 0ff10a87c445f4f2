import { memo } from 'react'
import { useLab } from '../../state/lab'
import { axisPosition, type RatioAxis } from './ratioAxis'

interface TailPaintProps {
  readonly id: string
  readonly axis: RatioAxis
  readonly colour: string
  /** The drawing area in the chart, px. */
  readonly left: number
  readonly width: number
  readonly height: number
}

/**
 * The paint of the histogram: pale up to log N, hatched beyond. As a pattern of its own it follows N without the chart
 * being drawn again.
 */
export const TailPaint = memo(function TailPaint({ id, axis, colour, left, width, height }: TailPaintProps) {
  const N = useLab(state => state.config.values.N)
  const edge = left + axisPosition(axis, Math.log(N), width)
  const right = left + width
  return (
    <svg className="paint" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id={`${id}-hatch`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill={colour} fillOpacity="0.45" />
          <rect width="3" height="6" fill={colour} />
        </pattern>
        <pattern id={id} width={right} height={Math.max(1, height)} patternUnits="userSpaceOnUse">
          <rect width={edge} height={height} fill={colour} fillOpacity="0.3" />
          <rect x={edge} width={Math.max(0, right - edge)} height={height} fill={`url(#${id}-hatch)`} />
        </pattern>
      </defs>
    </svg>
  )
})
