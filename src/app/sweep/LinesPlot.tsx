import { useMemo } from 'react'
import { type CurveData, type Horizontal, Plot } from '../charts/Plot'
import { PLOT, plotWidth } from '../charts/plotLayout'
import { tickLabel, type VerticalScale, verticalPosition } from '../charts/verticalScale'
import { Marker } from './Marker'
import type { SeriesStyle } from './seriesStyle'
import { type SweepAxisLayout, spread } from './sweepLayout'

export interface LinePoint {
  /** In the coordinate of the axis layout. */
  readonly x: number
  /** null leaves a gap */
  readonly y: number | null
  /** Ends of its band; left out where it has none. */
  readonly band?: readonly [low: number, high: number]
  readonly hollow?: boolean
  /** What is said where it is pointed at. Without it the line passes through and no marker is drawn. */
  readonly title?: string
}

export interface LineData {
  readonly key: string
  /** Written beside its last point. */
  readonly name: string
  readonly style: SeriesStyle
  readonly points: readonly LinePoint[]
}

interface LinesPlotProps {
  readonly lines: readonly LineData[]
  readonly axis: SweepAxisLayout
  readonly scale: VerticalScale
  readonly width: number
  readonly height: number
  /** Whether neighbours are joined by a line; if not, bands are drawn as bars. */
  readonly joined: boolean
  /** Whether the values of the axis are written below. */
  readonly labelled: boolean
  readonly named: boolean
  /** Curves without markers or names, drawn above the lines. */
  readonly shapes?: readonly CurveData[]
}

const NO_SHAPES: readonly CurveData[] = []

/** Height of a name beside a line, px. */
const NAME = 15

/** Lines with bands, markers and their names, on the axes that all charts share. */
export function LinesPlot(props: LinesPlotProps) {
  const { lines, axis, scale, width, height, joined, labelled, named, shapes = NO_SHAPES } = props
  const { kind, bottom, top } = scale
  const axisHeight = labelled ? PLOT.axis : 6
  const values = lines.flatMap(({ points }) => points.flatMap(({ y }) => y ?? []))
  const below = values.some(value => value < bottom)
  const above = values.some(value => value > top)
  const horizontal = useMemo<Horizontal>(
    () => ({ domain: axis.domain, ticks: axis.ticks, label: labelled ? axis.label : null }),
    [axis, labelled],
  )
  const verticalLabel = useMemo(
    () => (tick: number) => tickLabel({ kind, bottom, top }, tick, { below, above }),
    [kind, bottom, top, below, above],
  )
  const curves = useMemo(() => [...(joined ? lines.flatMap(curvesOf) : []), ...shapes], [lines, joined, shapes])
  const inner = height - axisHeight - PLOT.top
  return (
    <div className="sweep-plot">
      <Plot
        width={width}
        height={height}
        horizontal={horizontal}
        vertical={scale}
        verticalLabel={verticalLabel}
        axisHeight={axisHeight}
        curves={curves}
      />
      <svg className="sweep-overlay" width={width} height={height} aria-hidden="true">
        <Marks {...{ lines, axis, scale, joined, named, inner }} width={plotWidth(width)} />
      </svg>
    </div>
  )
}

type VisiblePoint = LinePoint & { readonly y: number }

interface MarksProps extends Pick<LinesPlotProps, 'lines' | 'axis' | 'scale' | 'joined' | 'named'> {
  /** Of the drawing area, px. */
  readonly width: number
  readonly inner: number
}

function Marks({ lines, axis, scale, joined, named, width, inner }: MarksProps) {
  const [from, to] = axis.domain
  const left = (x: number): number => PLOT.left + ((x - from) / (to - from)) * width
  const down = (y: number): number => PLOT.top + verticalPosition(scale, y, inner)
  // Beside a line that ends in a gap a name would stand amid the other lines.
  const whole = named ? lines.filter(({ points }) => isVisible(points.at(-1))) : []
  const ends = whole.map(({ points }) => points[points.length - 1] as VisiblePoint)
  const heights = spread(
    ends.map(({ y }) => down(y)),
    NAME,
    [PLOT.top + 4, PLOT.top + inner - 4],
  )
  return (
    <>
      {lines.map(({ key, style, points }) => (
        <g key={key}>
          {points.filter(isVisible).map(({ x, y, band, hollow = false, title }) => (
            <g key={x}>
              {!joined && band && (
                <line
                  x1={left(x)}
                  x2={left(x)}
                  y1={down(band[0])}
                  y2={down(band[1])}
                  stroke={style.colour}
                  strokeWidth={2}
                />
              )}
              {title && <Marker x={left(x)} y={down(y)} style={style} hollow={hollow} title={title} />}
            </g>
          ))}
        </g>
      ))}
      {whole.map(({ key, name }, i) => (
        <text key={key} className="sweep-name" x={left(ends[i].x) + 11} y={heights[i]} dy="0.35em">
          {name}
        </text>
      ))}
    </>
  )
}

function isVisible(point: LinePoint | undefined): point is VisiblePoint {
  return point !== undefined && point.y !== null
}

function curvesOf({ key, style, points }: LineData): CurveData[] {
  const line: CurveData = {
    key,
    points: points.map(({ x, y }) => ({ x, y })),
    // The marker stands for a point that is alone.
    ...(points.length > 1
      ? {
          line: {
            stroke: style.colour,
            strokeWidth: 2,
            ...(style.dash === undefined ? {} : { strokeDasharray: style.dash }),
          },
        }
      : {}),
  }
  if (points.length < 2 || points.some(({ band }) => band === undefined)) return [line]
  const band: CurveData = {
    key: `${key} band`,
    points: points.map(({ x, y, band: ends }) => ({ x, y: y === null ? null : ends![1] })),
    base: points.map(({ band: ends }) => ends![0]),
    fill: style.colour,
    fillOpacity: 0.14,
  }
  return [band, line]
}
