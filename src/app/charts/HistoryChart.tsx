import { memo, useMemo } from 'react'
import type { BandedPoint, Point } from '../../state/derive'
import { formatCount } from '../../text/format'
import { clearPlaces, type Stretch } from './clearPlaces'
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
  /** Of an older state; the one that belongs here is being computed. */
  readonly outdated: boolean
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
  // While a run is trained the others' curves stay what they are.
  const pale = useMemo(() => ghosts.map(ghost => curveOf(ghost, true)), [ghosts])
  const curves = useMemo(() => [...bandOf(run), ...dotsOf(run), ...pale, curveOf(run, false)], [run, pale])
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
        {picks.map(({ kind, outdated, step, value }) => (
          <path
            key={kind}
            className={`pick-${kind}`}
            data-outdated={outdated || undefined}
            d={`M${PLOT.left + (step / last) * plotWidth(width)} ${PLOT.top + verticalPosition(scale, value, height - axisHeight - PLOT.top)}${PICKS[kind]}`}
          />
        ))}
        <EndLabels
          series={[run, ...ghosts]}
          picks={picks}
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

/** How far from a line or a mark a name keeps, and half the size of a mark, px. */
const CLEAR = 2
const MARK = 9

interface EndLabelsProps extends Pick<HistoryChartProps, 'picks' | 'scale' | 'last' | 'width'> {
  readonly series: readonly ColouredSeries[]
  /** Of the drawing area, px. */
  readonly height: number
}

/** The runs' names before the ends of their lines, clear of all lines and marks; none where they would fill most of the plot. */
function EndLabels({ series, picks, scale, last, width, height }: EndLabelsProps) {
  const named = series.filter(({ label, line }) => label !== '' && line.length > 0)
  const inner = plotWidth(width)
  const tooWide = named.some(({ label }) => label.length * LABEL.character > 0.7 * inner)
  if (tooWide || height < LEAST_HEIGHT) return null
  const across = (step: number): number => (step / last) * inner
  const down = (value: number): number => verticalPosition(scale, value, height)
  const boxes = named.map(({ label, line }) => {
    const room = label.length * LABEL.character + 16
    const end = line[line.length - 1]
    const right = Math.max(room, across(end.step))
    return { left: right - room, right, at: down(end.value) - LABEL.line / 2 }
  })
  const wanted = boxes.map(({ left, right, at }) => {
    const lines = series.flatMap(({ line }): Stretch[] => {
      // With the points on either side, from and to which the line is drawn.
      const beside = ({ step }: Point, i: number) =>
        across(line[i + 1]?.step ?? step) >= left && across(line[i - 1]?.step ?? step) <= right
      const heights = line.filter(beside).map(({ value }) => down(value))
      return heights.length === 0 ? [] : [[Math.min(...heights) - CLEAR, Math.max(...heights) + CLEAR]]
    })
    const marks = picks
      .filter(({ step }) => across(step) >= left - MARK && across(step) <= right + MARK)
      .map(({ value }): Stretch => [down(value) - MARK - CLEAR, down(value) + MARK + CLEAR])
    return { at, taken: [...lines, ...marks] }
  })
  const places = clearPlaces(wanted, LABEL.line, [0, height])
  return places?.map((place, i) => (
    <text
      key={named[i].id}
      className="line-name"
      x={PLOT.left + boxes[i].right - 4}
      y={PLOT.top + place}
      dy="0.35em"
      textAnchor="end"
    >
      {named[i].label} <tspan fill={named[i].colour}>●</tspan>
    </text>
  ))
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
