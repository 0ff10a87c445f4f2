const STEPS = 24

interface HeatLegendProps {
  /** What the ends of the ramp stand for. */
  readonly low: string
  readonly high: string
}

/** The ramp of colours of a heat map. */
export function HeatLegend({ low, high }: HeatLegendProps) {
  return (
    <p className="heat-legend">
      {low}
      <span className="heat-ramp" aria-hidden="true">
        {Array.from({ length: STEPS }, (_, i) => {
          const heat = i / (STEPS - 1)
          return <span key={heat} style={{ background: heatColour(heat) }} />
        })}
      </span>
      {high}
    </p>
  )
}

/** The colour at a place on the ramp, from 0 to 1. */
export function heatColour(heat: number): string {
  return `color-mix(in oklab, var(--heat-high) ${(100 * heat).toFixed(1)}%, var(--heat-low))`
}
