import { createContext, memo, useContext, useMemo } from 'react'
import {
  CartesianGrid,
  ComposedChart,
  Curve,
  type PlotArea,
  usePlotArea,
  XAxis,
  type XAxisTickContentProps,
  YAxis,
  type YAxisTickContentProps,
} from 'recharts'
import { AXIS, PLOT } from './plotLayout'
import type { CurveData, FrameProps, PlotProps } from './plotProps'
import { RECHARTS_SCALE, thinned, type VerticalScale, verticalPosition } from './verticalScale'

const Curves = createContext<readonly CurveData[]>([])

/**
 * Axes, grid and curves. The curves reach the chart through a context: where only they change, as while N or the playhead
 * is dragged, the axes are not laid out again.
 */
export function DrawnPlot({ curves, ...frame }: PlotProps) {
  const { kind, bottom, top } = frame.vertical
  // biome-ignore lint/correctness/useExhaustiveDependencies: scales that are equal are one scale
  const vertical = useMemo(() => frame.vertical, [kind, bottom, top])
  return (
    <Curves value={curves}>
      <Frame {...frame} vertical={vertical} />
    </Curves>
  )
}

const MARGIN = { top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 } as const

/** Either axis is laid out anew only for what it shows itself: the library works out all that depends on the one that was. */
const Frame = memo(function Frame(props: FrameProps) {
  const { width, height, horizontal, vertical, verticalLabel, axisHeight } = props
  const { domain } = horizontal
  // Without data recharts draws no ticks; the ends of the axis are enough.
  const data = useMemo(() => domain.map(x => ({ x })), [domain])
  return (
    <ComposedChart width={width} height={height} data={data} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid stroke="var(--grid)" syncWithTicks />
      <Across horizontal={horizontal} axisHeight={axisHeight} />
      <Upwards vertical={vertical} label={verticalLabel} room={height - axisHeight - PLOT.top} />
      <DrawnCurves domain={domain} vertical={vertical} />
    </ComposedChart>
  )
})

const Across = memo(function Across({ horizontal, axisHeight }: Pick<FrameProps, 'horizontal' | 'axisHeight'>) {
  const { domain, ticks, label } = horizontal
  return (
    <XAxis
      {...AXIS}
      dataKey="x"
      type="number"
      domain={[...domain]}
      allowDataOverflow
      ticks={[...ticks]}
      tick={label ? StepTick : false}
      tickLine={label ? AXIS.tickLine : false}
      tickFormatter={label ?? String}
      height={axisHeight}
    />
  )
})

interface UpwardsProps {
  readonly vertical: VerticalScale
  readonly label: (tick: number) => string
  /** Height of the drawing area, px. */
  readonly room: number
}

const Upwards = memo(function Upwards({ vertical, label, room }: UpwardsProps) {
  return (
    <YAxis
      {...AXIS}
      type="number"
      width={PLOT.left}
      tick={VerticalTick}
      scale={RECHARTS_SCALE[vertical.kind]}
      domain={[vertical.bottom, vertical.top]}
      allowDataOverflow
      ticks={thinned(vertical, room)}
      tickFormatter={label}
    />
  )
})

const LABEL = { className: 'tick-label', fill: 'var(--ink-soft)', fontSize: 12 } as const

/** The library's own labels are measured in the page, which lays it out anew for each of them. */
function StepTick({ x, y, payload, tickFormatter, index }: XAxisTickContentProps) {
  return (
    <text {...LABEL} x={x} y={y} dy="0.71em" textAnchor="middle">
      {tickFormatter?.(payload.value, index)}
    </text>
  )
}

function VerticalTick({ x, y, payload, tickFormatter, index }: YAxisTickContentProps) {
  return (
    <text {...LABEL} x={x} y={y} dy="0.355em" textAnchor="end">
      {tickFormatter?.(payload.value, index)}
    </text>
  )
}

interface DrawnCurvesProps {
  readonly domain: readonly [number, number]
  readonly vertical: VerticalScale
}

function DrawnCurves({ domain: [from, to], vertical }: DrawnCurvesProps) {
  const area = usePlotArea()
  const curves = useContext(Curves)
  if (!area) return null
  return curves.map(curve => (
    <DrawnCurve key={curve.key} curve={curve} from={from} to={to} vertical={vertical} area={area} />
  ))
}

interface DrawnCurveProps {
  readonly curve: CurveData
  readonly from: number
  readonly to: number
  readonly vertical: VerticalScale
  readonly area: PlotArea
}

const DrawnCurve = memo(function DrawnCurve({ curve, from, to, vertical, area }: DrawnCurveProps) {
  const { type = 'linear', line, dots, fill, fillOpacity = 1, base } = curve
  const left = (x: number): number => area.x + ((x - from) / (to - from)) * area.width
  const down = (y: number): number => area.y + verticalPosition(vertical, y, area.height)
  const points = curve.points.map(({ x, y }) => ({ x: left(x), y: y === null ? null : down(y) }))
  return (
    <g fill="none">
      {fill && (
        <Curve
          type={type}
          points={points}
          baseLine={base ? points.map(({ x }, i) => ({ x, y: down(base[i]) })) : area.y + area.height}
          fill={fill}
          fillOpacity={fillOpacity}
        />
      )}
      {line && <Curve type={type} points={points} {...line} />}
      {line && <LonePoint points={points} line={line} />}
      {dots && <path d={dotsAt(points)} stroke={dots.colour} strokeOpacity={dots.opacity} {...DOT} />}
    </g>
  )
})

/** A stroke of no length with round ends is a dot: one path draws them all. */
const DOT = { strokeWidth: 4, strokeLinecap: 'round' } as const

function dotsAt(points: readonly { readonly x: number; readonly y: number | null }[]): string {
  return points.map(({ x, y }) => (y === null ? '' : `M${x.toFixed(1)} ${y.toFixed(1)}h0`)).join('')
}

interface LonePointProps {
  readonly points: readonly { readonly x: number; readonly y: number | null }[]
  readonly line: NonNullable<CurveData['line']>
}

/** One point draws no line: a dot stands for it. */
function LonePoint({ points, line }: LonePointProps) {
  const y = points[0]?.y ?? null
  if (points.length !== 1 || y === null) return null
  return <circle cx={points[0].x} cy={y} r={4} fill={line.stroke} fillOpacity={line.strokeOpacity} />
}
