import { memo, useMemo } from 'react'
import { formatNumber } from '../../text/format'
import { readoutText, stackInWords } from '../../text/readout'
import { stackDots } from './dotStacks'
import { Readout } from './Readout'
import { useSize } from './useSize'
import { fraction, type VerticalScale, valueAt } from './verticalScale'

/** A value that is marked by a line through the dots. */
export interface DotMark {
  readonly id: number
  readonly value: number
  /** Empty where the line needs none. */
  readonly label: string
  readonly colour: string
}

interface DotPlotProps {
  /** One per dataset, in the order in which they were drawn; the last one is picked out. */
  readonly values: readonly number[]
  /** The axis of the finite values. */
  readonly scale: VerticalScale
  /** Whether there is room for infinite values at the right. */
  readonly infinity?: boolean
  readonly marks?: readonly DotMark[]
  readonly colour: string
  /** What the axis measures. */
  readonly axis: string
  /** What the plot shows, for those who cannot see it. */
  readonly summary: string
}

/** Room around the dots, px. */
const ROOM = { left: 12, right: 14, top: 18, bottom: 36 } as const
const BIN = 14
/** Wider plots have wider bins, and with them larger dots. */
const MOST_BINS = 54
/** Between the axis and the infinite values. */
const GAP = 20

/** Many values as stacks of dots, one dot each. */
export const DotPlot = memo(function DotPlot(props: DotPlotProps) {
  const { infinity = false, marks = [], scale, axis, summary } = props
  const [stage, size] = useSize<HTMLDivElement>()
  const width = size.width - ROOM.left - ROOM.right - (infinity ? GAP + BIN : 0)
  const height = size.height - ROOM.top - ROOM.bottom
  const tell = (x: number): string | null => stackAt(props, x - ROOM.left, width)
  return (
    <Readout tell={tell} rest={readoutText.restDots}>
      <div className="dot-stage" ref={stage}>
        {width > 80 && height > 30 && (
          <svg width={size.width} height={size.height} role="img" aria-label={summary}>
            <g transform={`translate(${ROOM.left} ${ROOM.top + height})`}>
              <Axis scale={scale} width={width} name={axis} infinity={infinity} />
              <Dots {...props} width={width} height={height} />
              {/* A line of another mark does not go through a label. */}
              {marks
                .toSorted((a, b) => a.label.length - b.label.length)
                .map(mark => (
                  <Mark
                    key={mark.id}
                    mark={mark}
                    x={fraction(scale, mark.value) * width}
                    width={width}
                    height={height}
                  />
                ))}
            </g>
          </svg>
        )}
      </div>
    </Readout>
  )
})

/** The values that are stacked at a place, px from the left edge of the axis. */
function stackAt({ values, scale, infinity = false }: DotPlotProps, x: number, width: number): string | null {
  if (infinity && x > width + GAP / 2) {
    const { length } = values.filter(value => value === Number.POSITIVE_INFINITY)
    return stackInWords(length, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
  }
  const bins = binsOf(scale, width)
  const bin = Math.floor((x / width) * bins)
  if (!(bin >= 0 && bin < bins)) return null
  const own = values.filter(value => Number.isFinite(value) && binOf(scale, bins, value) === bin)
  const [low, high] = [bin / bins, (bin + 1) / bins].map(along => valueAt(scale, along))
  return stackInWords(own.length, low, high)
}

/** Bins of a linear axis end at its ticks, so that none lies on both sides of 0. */
function binsOf(scale: VerticalScale, width: number): number {
  const steps = scale.kind === 'linear' ? scale.ticks.length - 1 : 1
  return steps * Math.max(1, Math.round(Math.min(MOST_BINS, width / BIN) / steps))
}

/** Bin of a value; infinite ones have the one behind the last. */
function binOf(scale: VerticalScale, bins: number, value: number): number {
  if (value === Number.POSITIVE_INFINITY) return bins
  return Math.min(bins - 1, Math.floor(fraction(scale, value) * bins + 1e-9))
}

interface Extent {
  readonly width: number
  readonly height: number
}

function Dots({ values, scale, colour, width, height }: DotPlotProps & Extent) {
  const { path, diameter, last } = useMemo(() => {
    const bins = binsOf(scale, width)
    const own = values.map(value => binOf(scale, bins, value))
    const stacks = stackDots(own, width / bins, height)
    const dots = stacks.places.map(({ x, y }, i) => ({
      x: (own[i] === bins ? width + GAP + (BIN - width / bins) / 2 : (own[i] * width) / bins) + x,
      y: -y,
    }))
    return {
      path: dots.map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join(''),
      diameter: stacks.diameter,
      last: dots[dots.length - 1],
    }
  }, [values, scale, width, height])
  return (
    <>
      <path d={path} stroke={colour} strokeWidth={diameter - 0.75} strokeLinecap="round" />
      {last && <circle className="dot-now" cx={last.x} cy={last.y} r={Math.max(4, diameter / 2 + 1.5)} fill={colour} />}
    </>
  )
}

interface AxisProps {
  readonly scale: VerticalScale
  readonly width: number
  readonly name: string
  readonly infinity: boolean
}

const Axis = memo(function Axis({ scale, width, name, infinity }: AxisProps) {
  const at = (tick: number): number => fraction(scale, tick) * width
  return (
    <g className="dot-axis">
      <path d={`M0 0.5H${width}${infinity ? `M${width + GAP - 3} 0.5h${BIN + 6}` : ''}`} />
      {legible(scale, width).map(tick => (
        <g key={tick} transform={`translate(${at(tick)} 0)`}>
          <path d="M0 0.5v5" />
          {/* A long last number would run into the ∞ beside it. */}
          <text y="18" textAnchor={infinity && at(tick) === width && formatNumber(tick).length > 5 ? 'end' : 'middle'}>
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      {infinity && (
        <text className="dot-infinity" x={width + GAP + BIN / 2} y="18" textAnchor="middle">
          ∞
        </text>
      )}
      <text x={width / 2} y="33" textAnchor="middle">
        {name}
      </text>
    </g>
  )
})

interface MarkProps extends Extent {
  readonly mark: DotMark
  readonly x: number
}

function Mark({ mark: { label, colour }, x, width, height }: MarkProps) {
  // Each character takes about 6.5 px.
  const flipped = x + 6.5 * label.length > width
  return (
    <g className="dot-mark" transform={`translate(${x} 0)`}>
      <path d={`M0 0.5V${-height - 14}`} stroke={colour} />
      <text x={flipped ? -5 : 5} y={-height - 5} textAnchor={flipped ? 'end' : 'start'}>
        {label}
      </text>
    </g>
  )
}

/** Ticks whose labels do not touch: where numbers are long, both ends only, or every other one. */
function legible(scale: VerticalScale, width: number): readonly number[] {
  const { ticks } = scale
  const room = 7.5 * Math.max(...ticks.map(tick => formatNumber(tick).length)) + 8
  const places = ticks.map(tick => fraction(scale, tick) * width)
  const fits = (kept: readonly number[]) => kept.every((i, k) => k === 0 || places[i] - places[kept[k - 1]] >= room)
  const all = ticks.map((_, i) => i)
  const choices = [all, all.filter(i => i % 2 === 0), [0, ticks.length - 1]]
  return (choices.find(fits) ?? [0]).map(i => ticks[i])
}
