import { useMemo } from 'react'
import { type SweepConfig, usualScale } from '../../config/sweep'
import type { CellResult } from '../../engine/sweepResult'
import { sweepFigureText } from '../../text/sweep/figure'
import { sweepNames } from '../../text/sweep/names'
import type { CurveData } from '../charts/Plot'
import { plotWidth } from '../charts/plotLayout'
import { useSize } from '../charts/useSize'
import { Notation } from '../Notation'
import { type LineData, LinesPlot } from './LinesPlot'
import type { RateLine } from './rateLines'
import { seriesStyle } from './seriesStyle'
import { labelRoom, sweepAxisLayout } from './sweepLayout'
import { sweepScale } from './sweepScale'

interface SweepLinesProps {
  readonly sweep: SweepConfig
  readonly cells: readonly CellResult[]
  /** What is seen, for assistive technology. */
  readonly title: string
  /** The paper's rates that are to be laid over the lines; null for none. */
  readonly shownRates: readonly RateLine[] | null
}

/** Height of the plot of the chosen step sizes, and of the captions, px. */
const ETA_HEIGHT = 120
const CAPTION = 20

/** The metric's median and band against the horizontal axis; below, where they were looked for, the best step sizes. */
export function SweepLines({ sweep, cells, title, shownRates }: SweepLinesProps) {
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const lines = useMemo(() => linesOf(sweep, cells), [sweep, cells])
  const named = sweep.by !== null
  const room = named ? labelRoom(lines.map(({ name }) => name)) : 14
  const axis = useMemo(() => sweepAxisLayout(sweep, plotWidth(width), room), [sweep, width, room])
  const placed = useMemo(() => lines.map(line => placedAt(sweep, line, axis.place)), [sweep, lines, axis])
  const scale = useMemo(
    () =>
      sweepScale(
        sweep.yScale,
        cells.flatMap(({ median, low, high }) => [median, low, high]),
      ),
    [cells, sweep.yScale],
  )
  const rates = useMemo(
    () => (shownRates ? shownRates.map(line => rateCurve(line, lines, axis.place)) : NO_CURVES),
    [shownRates, lines, axis],
  )
  const etas = useMemo(() => placed.map(({ etas: line }) => line), [placed])
  const searched = cells.some(({ eta }) => eta !== null)
  const etaScale = useMemo(
    () =>
      sweepScale(
        'log',
        cells.flatMap(({ eta }) => eta ?? []),
      ),
    [cells],
  )
  const joined = sweep.x.kind === 'parameter'
  const common = { axis, width, joined }
  const below = searched ? ETA_HEIGHT + CAPTION : 0

  return (
    <div className="sweep-stage" ref={stage}>
      {plotWidth(width) > 40 && height > 120 && (
        <div role="img" aria-label={title}>
          <p className="sweep-caption">
            <Notation
              text={sweepFigureText.caption(
                sweepNames.metricName(sweep),
                sweepNames.seedsInWords(sweep, cells),
                sweep.seeds > 1,
              )}
            />
          </p>
          <LinesPlot
            {...common}
            lines={placed.map(({ metric }) => metric)}
            shapes={rates}
            scale={scale}
            height={height - below - 2 * CAPTION}
            labelled={!searched}
            named={named}
          />
          {searched && (
            <>
              <p className="sweep-caption">{sweepFigureText.etaCaption}</p>
              <LinesPlot {...common} lines={etas} scale={etaScale} height={ETA_HEIGHT} labelled named={false} />
            </>
          )}
          <p className="sweep-caption sweep-axis-name">
            <Notation
              text={sweepFigureText.axisCaption(
                sweepNames.axisCaption(sweep, sweep.x),
                sweep.xScale === usualScale(sweep.base, sweep.x, sweep.plot) ? null : sweep.xScale,
              )}
            />
          </p>
        </div>
      )}
    </div>
  )
}

const NO_CURVES: readonly CurveData[] = []

/** Thin and dotted, in the colour of the line that it is fitted to. */
function rateCurve({ rate, by, points }: RateLine, lines: readonly Line[], place: (value: string | number) => number) {
  const own = lines.find(({ key }) => key === (by === null ? 'all' : String(by)))
  return {
    key: `${rate.id} ${by}`,
    points: points.map(({ x, y }) => ({ x: place(x), y })),
    line: { stroke: own?.style.colour ?? 'var(--ink)', strokeWidth: 1.5, strokeDasharray: '1 4' },
  }
}

interface Line {
  readonly key: string
  readonly name: string
  readonly cells: readonly CellResult[]
  readonly style: ReturnType<typeof seriesStyle>
}

function linesOf(sweep: SweepConfig, cells: readonly CellResult[]): Line[] {
  const { x, by } = sweep
  // Nothing joins the rules on a horizontal axis, and each has its look.
  if (x.kind === 'rule') {
    return cells.map(cell => ({ key: String(cell.x), name: '', cells: [cell], style: seriesStyle(x, cell.x) }))
  }
  if (by === null) return [{ key: 'all', name: '', cells, style: seriesStyle(null, null) }]
  return by.values.map(value => ({
    key: String(value),
    name: sweepNames.settingName(sweep, by, value),
    cells: cells.filter(cell => cell.by === value),
    style: seriesStyle(by, value),
  }))
}

function placedAt(sweep: SweepConfig, line: Line, place: (value: string | number) => number) {
  const { key, name, cells, style } = line
  const common = { key, name, style }
  const metric: LineData = {
    ...common,
    points: cells.map(cell => ({
      x: place(cell.x),
      y: cell.median,
      title: pointInWords(sweep, name, cell),
      ...(cell.values.length > 1 ? { band: [cell.low, cell.high] as const } : {}),
    })),
  }
  const etas: LineData = {
    ...common,
    points: cells.flatMap(cell =>
      cell.eta === null
        ? []
        : { x: place(cell.x), y: cell.eta, hollow: cell.etaAtEdge, title: pointInWords(sweep, name, cell) },
    ),
  }
  return { metric, etas }
}

function pointInWords(sweep: SweepConfig, name: string, cell: CellResult): string {
  const where = [...(name ? [name] : []), sweepNames.settingName(sweep, sweep.x, cell.x)].join(', ')
  return sweepFigureText.point(where, sweepNames.metricValue(sweep, cell.median), cell)
}
