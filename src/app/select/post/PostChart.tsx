import { useMemo } from 'react'
import type { Point } from '../../../state/derive'
import { formatNumber } from '../../../text/format'
import { jobText } from '../../../text/select/jobs'
import { PLOT, plotWidth } from '../../charts/plotLayout'
import { useSize } from '../../charts/useSize'
import type { VerticalScale } from '../../charts/verticalScale'
import { type LineData, LinesPlot } from '../../sweep/LinesPlot'
import type { SeriesStyle } from '../../sweep/seriesStyle'
import { stepAxisLayout } from '../../sweep/stepAxis'
import { markedIndices } from '../../sweep/stepMarks'
import { labelRoom, type SweepAxisLayout } from '../../sweep/sweepLayout'

/** One quantity of one start over the steps of post-training. */
export interface PostLine {
  /** Written beside its last point. */
  readonly name: string
  readonly style: SeriesStyle
  readonly points: readonly Point[]
}

interface PostChartProps {
  /** What is drawn, with its unit. */
  readonly caption: string
  /** What is seen, for assistive technology. */
  readonly summary: string
  readonly lines: readonly PostLine[]
  readonly scale: VerticalScale
  /** Steps of the whole job. */
  readonly last: number
  /** A value that matters, drawn across. */
  readonly level?: number
}

/** Share of the width that names beside the lines may take. */
const NAMES_WIDTH = 0.4

/** Lines over the steps of post-training, each with its name at its end where there is room. */
export function PostChart({ caption, summary, lines, scale, last, level }: PostChartProps) {
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const inner = plotWidth(width)
  const room = labelRoom(lines.map(({ name }) => name)) - PLOT.right
  const named = room <= NAMES_WIDTH * inner
  const axis = useMemo(
    () => stepAxisLayout('linear', [0, Math.max(1, last)], inner, named ? room : 8),
    [last, inner, named, room],
  )
  const drawn = useMemo(
    () => lines.map((line, i) => lineData(line, markedIndices(line, axis, inner, i / lines.length), axis)),
    [lines, axis, inner],
  )
  const shapes = useMemo(
    () =>
      level === undefined
        ? []
        : [
            {
              key: 'level',
              points: [0, axis.domain[1]].map(x => ({ x, y: level })),
              line: { stroke: 'var(--ink-soft)', strokeWidth: 1.25, strokeDasharray: '5 4' },
            },
          ],
    [level, axis],
  )
  return (
    <div className="post-chart">
      <p className="sweep-caption">{caption}</p>
      <div className="post-stage" ref={stage}>
        {inner > 40 && height > 80 && (
          <div role="img" aria-label={`${caption}. ${summary}`}>
            <LinesPlot
              lines={drawn}
              axis={axis}
              scale={scale}
              width={width}
              height={height}
              joined
              labelled
              named={named}
              shapes={shapes}
            />
          </div>
        )}
      </div>
    </div>
  )
}

function lineData(
  { name, style, points }: PostLine,
  marked: ReadonlySet<number>,
  axis: Pick<SweepAxisLayout, 'place'>,
): LineData {
  return {
    key: name,
    name,
    style,
    points: points.map(({ step, value }, i) => ({
      x: axis.place(step),
      y: value,
      ...(marked.has(i) ? { title: jobText.point(name, step, formatNumber(value)) } : {}),
    })),
  }
}
