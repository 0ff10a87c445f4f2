import type { SweepConfig } from '../../config/sweep'
import type { Followed, StepPoint } from '../../engine/sweepHistory'
import { stepText } from '../../text/sweep/steps'
import type { LineData } from './LinesPlot'
import type { StepLine } from './stepLines'
import type { SweepAxisLayout } from './sweepLayout'

/** Distance of the markers along a line, px: it has a point at nearly every pixel. */
const APART = 90

/**
 * Which points of a line have a marker: one now and then, so that a line is known by its marker too, and its end.
 * @param width of the drawing area, px
 * @param shift in [0, 1): how far its first marker is moved, so that those of several lines do not hide each other
 */
export function markedIndices(
  { points }: { readonly points: readonly { readonly step: number }[] },
  axis: Pick<SweepAxisLayout, 'domain' | 'place'>,
  width: number,
  shift: number,
): ReadonlySet<number> {
  const [from, to] = axis.domain
  const last = points.length - 1
  const pixels = points.map(({ step }) => ((axis.place(step) - from) / (to - from)) * width)
  const marked = new Set([last])
  let next = APART * (shift + 0.5)
  for (const [i, at] of pixels.entries()) {
    if (at < next || at > pixels[last] - APART / 2) continue
    marked.add(i)
    next += APART * Math.ceil((at - next) / APART + 1e-9)
  }
  return marked
}

/**
 * One quantity of a line as it is drawn: a gap where a ratio is infinite, and nothing where the axis has no place. Where the
 * line ends before a gap, it has a marker too.
 */
export function stepLineData(
  sweep: SweepConfig,
  line: StepLine,
  followed: Followed,
  axis: Pick<SweepAxisLayout, 'place'>,
  marked: ReadonlySet<number>,
): LineData {
  const several = line.cell !== null && line.cell.values.length > 1
  const shown = ({ [followed]: { median } }: StepPoint): boolean => followed !== 'ratio' || Number.isFinite(median)
  const end = line.points.findLastIndex(shown)
  const points = line.points.flatMap((point, i) => {
    const x = axis.place(point.step)
    const { median, low, high } = point[followed]
    if (!Number.isFinite(x)) return []
    return {
      x,
      y: shown(point) ? median : null,
      ...(several ? { band: [low, high] as const } : {}),
      ...(marked.has(i) || i === end ? { title: stepText.pointInWords(sweep, line, i, followed) } : {}),
    }
  })
  return { key: String(line.x), name: line.name, style: line.style, points }
}
