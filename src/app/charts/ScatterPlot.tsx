import { memo, type PointerEvent, useMemo } from 'react'
import { PICKS } from './HistoryChart'
import { Plot } from './Plot'
import { PLOT, plotWidth } from './plotLayout'
import { nearestPoint, type Place } from './scatter'
import { useSize } from './useSize'
import { rangeScale, verticalPosition } from './verticalScale'

export const SCATTER_SHAPES = ['square', 'triangle', 'cross'] as const
type Shape = (typeof SCATTER_SHAPES)[number]

/** One mark for each moment; NaN leaves one out. */
export interface ScatterSeries {
  readonly key: string
  readonly shape: Shape
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** A moment that is picked out of every series. */
export interface ScatterPick {
  readonly kind: 'shown' | 'leastKl' | 'tournament'
  readonly index: number
  /** Of an older state; the one that belongs here is being computed. */
  readonly outdated: boolean
}

/** Marks of another run: hollow, and not to be pointed at. */
export interface OtherScatter {
  readonly key: number
  readonly colour: string
  readonly series: readonly ScatterSeries[]
}

interface ScatterPlotProps {
  readonly title: string
  /** What the plot shows, for those who cannot see it. */
  readonly summary: string
  readonly series: readonly ScatterSeries[]
  readonly others?: readonly OtherScatter[]
  readonly picks: readonly ScatterPick[]
  readonly colour: string
  /** Called with the moment that is pointed at, or null; `pressed` where it is chosen for good. */
  readonly onPoint: (index: number | null, pressed: boolean) => void
}

/** Several quantities of the same moments against one another. */
export function ScatterPlot({ title, summary, series, others = NOTHING, picks, colour, onPoint }: ScatterPlotProps) {
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const inner = { width: plotWidth(width), height: height - PLOT.axis - PLOT.top }
  const frame = useMemo(
    () => frameOf([...series, ...others.flatMap(other => other.series)], inner.width),
    [series, others, inner.width],
  )
  const places = useMemo(
    () => placesOf(series, frame, inner.width, inner.height),
    [series, frame, inner.width, inner.height],
  )
  const pointed = (event: PointerEvent<HTMLElement>, pressed: boolean): void => {
    const box = event.currentTarget.getBoundingClientRect()
    onPoint(nearestPoint(places, event.clientX - box.left - PLOT.left, event.clientY - box.top - PLOT.top), pressed)
  }
  return (
    <div className="scatter" role="img" aria-label={summary}>
      <p className="plot-title">
        <span>{title}</span>
      </p>
      <div
        className="scatter-stage"
        ref={stage}
        onPointerMove={event => event.pointerType === 'mouse' && pointed(event, false)}
        onPointerLeave={() => onPoint(null, false)}
        onPointerDown={event => pointed(event, true)}
      >
        {inner.width > 40 && inner.height > 40 && (
          <>
            <Plot
              width={width}
              height={height}
              horizontal={frame.horizontal}
              vertical={frame.vertical}
              verticalLabel={frame.verticalLabel}
              axisHeight={PLOT.axis}
              curves={NOTHING}
            />
            <svg width={width} height={height} aria-hidden="true">
              <g transform={`translate(${PLOT.left} ${PLOT.top})`}>
                <Others others={others} frame={frame} {...inner} />
                {series.map(({ key, shape }, s) => (
                  <path key={key} d={marksAt(places, s, SHAPES[shape])} fill={colour} fillOpacity="0.55" />
                ))}
                {picks.map(({ kind, outdated, index }) => (
                  <path
                    key={kind}
                    className={`pick-${kind}`}
                    data-outdated={outdated || undefined}
                    d={marksAt(
                      places.filter(place => place.index === index),
                      null,
                      OUTLINES[kind],
                    )}
                  />
                ))}
              </g>
            </svg>
          </>
        )}
      </div>
    </div>
  )
}

const NOTHING = [] as const

interface OthersProps {
  readonly others: readonly OtherScatter[]
  readonly frame: ReturnType<typeof frameOf>
  readonly width: number
  readonly height: number
}

const Others = memo(function Others({ others, frame, width, height }: OthersProps) {
  return others.flatMap(({ key, colour, series }) => {
    const places = placesOf(series, frame, width, height)
    return series.map(({ key: own, shape }, s) => (
      <path
        key={`${key} ${own}`}
        d={marksAt(places, s, SHAPES[shape])}
        fill="none"
        stroke={colour}
        strokeOpacity="0.6"
      />
    ))
  })
})

/** Outlines around the origin, of like weight. */
const SHAPES: Readonly<Record<Shape, string>> = {
  square: 'm-3 -3h6v6h-6z',
  triangle: 'm0 -4.2l3.8 7h-7.6z',
  cross: 'm-1.3 -4h2.6v2.7h2.7v2.6h-2.7v2.7h-2.6v-2.7h-2.7v-2.6h2.7z',
}

const OUTLINES: Readonly<Record<ScatterPick['kind'], string>> = {
  shown: 'm-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z',
  ...PICKS,
}

function frameOf(series: readonly ScatterSeries[], width: number) {
  const finite = (values: readonly number[]) => values.filter(Number.isFinite)
  const held = (values: readonly number[]) => (values.length > 0 ? values : [0, 1])
  const across = rangeScale(held(finite(series.flatMap(({ x }) => x))), Math.max(2, Math.floor(width / 56)))
  const vertical = rangeScale(held(finite(series.flatMap(({ y }) => y))))
  return {
    horizontal: {
      domain: [across.bottom, across.top] as const,
      ticks: across.ticks,
      label: tellingApart(across.ticks),
    },
    vertical,
    verticalLabel: tellingApart(vertical.ticks),
  }
}

/** Writes ticks with as many digits as tell neighbours apart. */
function tellingApart(ticks: readonly number[]): (tick: number) => string {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 1
  const digits = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(step))))
  return tick => String(Number(tick.toFixed(digits)))
}

/** Every mark that can be drawn, px from the top left corner of the drawing area. */
function placesOf(
  series: readonly ScatterSeries[],
  { horizontal: { domain }, vertical }: ReturnType<typeof frameOf>,
  width: number,
  height: number,
): Place[] {
  const [from, to] = domain
  return series.flatMap(({ x, y }, s) =>
    x.flatMap((value, index) => {
      if (!Number.isFinite(value) || !Number.isFinite(y[index])) return []
      return {
        series: s,
        index,
        x: ((value - from) / (to - from)) * width,
        y: verticalPosition(vertical, y[index], height),
      }
    }),
  )
}

/** The marks of one series, or of all. */
function marksAt(places: readonly Place[], series: number | null, outline: string): string {
  return places
    .filter(place => series === null || place.series === series)
    .map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}${outline}`)
    .join('')
}
