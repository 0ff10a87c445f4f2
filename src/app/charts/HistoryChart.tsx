import { memo, useMemo } from 'react'
import type { BandedPoint, Point } from '../../state/derive'
import { formatCount } from '../../text/format'
import { spread } from '../sweep/sweepLayout'
import { type CurveData, type Horizontal, Plot } from './Plot'
import { PLOT, plotWidth } from './plotLayout'
import { stepTicks } from './stepTicks'
import { tickLabel, type VerticalScale, verticalPosition } from './verticalScale'

export interface ColouredSeries {
  readonly id: number
  readonly colour: string
  readonly line: readonly Point[]
  /** The band around the line; nothing where all is exact. */
  readonly band: readonly BandedPoint[]
  /** Written at the end of the line where there is room; empty for none. */
  readonly label: string
  /** What the line averages, where it averages anything. */
  readonly dots: readonly Point[]
}

/** A point that stands out because a way of selecting takes its checkpoint. */
export interface PickedPoint extends Point {
  readonly kind: keyof typeof PICKS
}

/** Outlines around the origin, as in the scatter of checkpoints. */
export const PICKS = {
  leastKl: 'm0 -8l8 8l-8 8l-8 -8z',
  tournament: 'm-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z',
} as const

interface HistoryChartProps {
  readonly run: ColouredSeries
  readonly ghosts: readonly ColouredSeries[]
  readonly scale: VerticalScale
  readonly picks: readonly PickedPoint[]
  /** Step at the right edge. */
  readonly last: number
  readonly width: number
  readonly height: number
  /** Whether the steps are written below. */
  readonly labelled: boolean
}

/** What is off the scale by less lies on its edge. */
const ROUNDING = 1e-9

/** One quantity against training steps or datasets; values off the scale, ∞ included, lie on its edge. */
export const HistoryChart = memo(function HistoryChart(props: HistoryChartProps) {
  const { run, ghosts, scale, picks, last, width, height, labelled } = props
  const axisHeight = labelled ? PLOT.axis : 4
  const { kind, bottom, top } = scale
  const all = [run, ...ghosts].flatMap(({ line, dots }) => [...line, ...dots])
  const below = all.some(({ value }) => value < bottom * (1 - ROUNDING))
  const above = all.some(({ value }) => value > top * (1 + ROUNDING))
  const horizontal = useMemo<Horizontal>(
    () => ({ domain: [0, last], ticks: stepTicks(last, width), label: labelled ? formatCount : null }),
    [last, width, labelled],
  )
  const verticalLabel = useMemo(
    () => (tick: number) => tickLabel({ kind, bottom, top }, tick, { below, above }),
    [kind, bottom, top, below, above],
  )
  const curves = useMemo(
    () => [...bandOf(run), ...dotsOf(run), ...ghosts.map(ghost => curveOf(ghost, true)), curveOf(run, false)],
    [run, ghosts],
  )
  return (
    <div className="picked">
      <Plot
        width={width}
        height={height}
        horizontal={horizontal}
        vertical={scale}
        verticalLabel={verticalLabel}
        axisHeight={axisHeight}
        curves={curves}
      />
      <svg width={width} height={height} aria-hidden="true">
        {picks.map(({ kind, step, value }) => (
          <path
            key={kind}
            className={`pick-${kind}`}
            d={`M${PLOT.left + (step / last) * plotWidth(width)} ${PLOT.top + verticalPosition(scale, value, height - axisHeight - PLOT.top)}${PICKS[kind]}`}
          />
        ))}
        <EndLabels
          series={[run, ...ghosts]}
          scale={scale}
          last={last}
          width={width}
          height={height - axisHeight - PLOT.top}
        />
      </svg>
    </div>
  )
})

/** Height of a label, and width of one of its characters, px. */
const LABEL = { line: 13, character: 6.6 } as const

/** Of a drawing area in which names do not cover what they name, px. */
const LEAST_HEIGHT = 100

interface EndLabelsProps extends Pick<HistoryChartProps, 'scale' | 'last' | 'width'> {
  readonly series: readonly ColouredSeries[]
  /** Of the drawing area, px. */
  readonly height: number
}

/** The runs' names before the ends of their lines, moved apart; none where they would fill most of the plot. */
function EndLabels({ series, scale, last, width, height }: EndLabelsProps) {
  const named = series.filter(({ label, line }) => label !== '' && line.length > 0)
  const inner = plotWidth(width)
  const tooWide = named.some(({ label }) => label.length * LABEL.character > 0.7 * inner)
  if (tooWide || height < LEAST_HEIGHT) return null
  const ends = named.map(({ line }) => line[line.length - 1])
  const wanted = ends.map(({ value }) => verticalPosition(scale, value, height) - LABEL.line / 2)
  const places = spread(wanted, LABEL.line, [LABEL.line / 2, height - LABEL.line / 2])
  return named.map(({ id, label, colour }, i) => {
    const room = label.length * LABEL.character + 16
    const x = PLOT.left + Math.max(room, (ends[i].step / last) * inner) - 4
    return (
      <text key={id} className="line-name" x={x} y={PLOT.top + places[i]} dy="0.35em" textAnchor="end">
        {label} <tspan fill={colour}>●</tspan>
      </text>
    )
  })
}

function curveOf({ id, line, colour }: ColouredSeries, pale: boolean): CurveData {
  return {
    key: String(id),
    points: line.map(placed),
    line: { stroke: colour, strokeWidth: pale ? 1.5 : 2, strokeOpacity: pale ? 0.55 : 1 },
  }
}

function dotsOf({ dots, colour }: ColouredSeries): CurveData[] {
  return dots.length === 0 ? [] : [{ key: 'dots', points: dots.map(placed), dots: { colour, opacity: 0.5 } }]
}

function bandOf({ band, colour }: ColouredSeries): CurveData[] {
  if (band.length === 0) return []
  return [
    {
      key: 'band',
      points: band.map(({ step, high }) => ({ x: step, y: high })),
      base: band.map(({ low }) => low),
      fill: colour,
      fillOpacity: 0.18,
    },
  ]
}

function placed({ step, value }: Point): { x: number; y: number } {
  return { x: step, y: value }
}
