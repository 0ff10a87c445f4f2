import { formatNumber } from '../format'

/** The colour of a place on the ramp, in [0, 1]. */
export function heatColour(heat: number): string {
  return `color-mix(in oklab, var(--heat-high) ${(100 * heat).toFixed(1)}%, var(--heat-low))`
}

const LEGEND_STEPS = 24

/** What the ends of the ramp stand for. */
export function HeatLegend({ low, high }: { readonly low: number; readonly high: number }) {
  if (!(low <= high)) return null
  return (
    <p className="heat-legend">
      {formatNumber(low)}
      <span className="heat-ramp" aria-hidden="true">
        {Array.from({ length: LEGEND_STEPS }, (_, i) => {
          const heat = i / (LEGEND_STEPS - 1)
          return <span key={heat} style={{ background: heatColour(heat) }} />
        })}
      </span>
      {formatNumber(high)}
    </p>
  )
}
