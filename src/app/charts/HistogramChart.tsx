import { memo, useMemo } from 'react'
import { formatPercent } from '../../text/format'
import { type CurveData, type Horizontal, Plot } from './Plot'
import { plotWidth, tickSize } from './plotLayout'
import { axisDomain, axisTicks, binEdges, type RatioAxis } from './ratioAxis'
import { type ScaleKind, shareScale } from './verticalScale'

interface HistogramChartProps {
  /** Mass of each bin of `histogramEdges(axis)`. */
  readonly shares: Float64Array
  readonly axis: RatioAxis
  readonly kind: ScaleKind
  readonly width: number
  readonly height: number
  /** The run's colour for the outline, and the paint for the bars. */
  readonly colour: string
  readonly paint: string
}

/** Edges of all bins, nats: the outermost bins are the gutters. Float32, as the log ratios are, so that ties fall right. */
export function histogramEdges(axis: RatioAxis): Float32Array {
  const [from, to] = axisDomain(axis)
  return Float32Array.of(from, ...binEdges(axis), to)
}

/** Histogram of the log ratio R, drawn as the steps of a curve so that bins keep their exact edges. */
export const HistogramChart = memo(function HistogramChart(props: HistogramChartProps) {
  const { shares, axis, kind, width, height, colour, paint } = props
  const scale = shareScale(
    kind,
    shares.reduce((largest, share) => Math.max(largest, share), 0),
  )
  const horizontal = useMemo<Horizontal>(
    () => ({ domain: axisDomain(axis), ticks: axisTicks(axis, plotWidth(width), tickSize()), label: null }),
    [axis, width],
  )
  const curves = useMemo<CurveData[]>(() => {
    const points = Array.from(histogramEdges(axis), (x, i) => ({ x, y: shares[Math.min(i, shares.length - 1)] }))
    return [{ key: 'bins', type: 'stepAfter', points, line: { stroke: colour, strokeWidth: 1.25 }, fill: paint }]
  }, [shares, axis, colour, paint])
  return (
    <Plot
      width={width}
      height={height}
      horizontal={horizontal}
      vertical={scale}
      verticalLabel={shortPercent}
      axisHeight={1}
      curves={curves}
    />
  )
})

function shortPercent(share: number): string {
  return formatPercent(share).replace(' ', '\u202f')
}
