import type { SweepConfig } from '../../config/sweep'
import type { CellResult } from '../../engine/sweepResult'
import { formatNumber } from '../../text/format'
import { sweepFigureText } from '../../text/sweep/figure'
import { sweepNames } from '../../text/sweep/names'
import { HeatLegend, heatColour } from '../charts/HeatLegend'
import { type Size, useSize } from '../charts/useSize'
import { Notation } from '../Notation'
import { type HeatRange, heatOf, heatRange } from './heat'

interface HeatMapProps {
  readonly sweep: SweepConfig
  readonly cells: readonly CellResult[]
  readonly title: string
}

/** Least size of a cell, so that its number can be read; room for the names of the rows and columns, px. */
const CELL = { width: 72, height: 34 } as const
const GUTTER = { left: 64, bottom: 24 } as const

/** Most that a row grows to, px. */
const TALLEST = 110

/** The metric's median for each pair of values, as a colour and as a number. */
export function HeatMap({ sweep, cells, title }: HeatMapProps) {
  const [stage, size] = useSize<HTMLDivElement>()
  const range = heatRange(
    cells.map(({ median }) => median),
    sweep.yScale,
  )
  return (
    <div className="heat">
      <p className="sweep-caption">
        <Notation
          text={sweepFigureText.heatCaption(
            sweepNames.metricName(sweep),
            sweepNames.seedsInWords(sweep, cells),
            sweep.bestEta,
          )}
        />
      </p>
      <p className="sweep-caption">{sweep.by && <Notation text={sweepNames.axisCaption(sweep, sweep.by)} />} ↑</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard */}
      <section className="heat-scroll" ref={stage} tabIndex={0} aria-label={sweepFigureText.heatMap}>
        {size.width > 0 && <Grid sweep={sweep} cells={cells} title={title} range={range} size={size} />}
      </section>
      <div className="heat-foot">
        {range.low <= range.high && <HeatLegend low={formatNumber(range.low)} high={formatNumber(range.high)} />}
        <p className="sweep-caption">
          <Notation text={sweepNames.axisCaption(sweep, sweep.x)} /> →
        </p>
      </div>
    </div>
  )
}

interface GridProps extends HeatMapProps {
  readonly range: HeatRange
  /** Of what it may fill. */
  readonly size: Size
}

/** Cells with their numbers, the largest value of the rows on top. */
function Grid({ sweep, cells, title, range, size }: GridProps) {
  const columns = sweep.x.values
  const rows = [...(sweep.by?.values ?? [])].reverse()
  const width = Math.floor(Math.max(CELL.width, (size.width - GUTTER.left) / columns.length))
  const fitting = Math.max(CELL.height, (size.height - GUTTER.bottom) / rows.length)
  const height = Math.floor(Math.min(TALLEST, fitting))
  const at = new Map(cells.map(cell => [`${cell.x} ${cell.by}`, cell]))
  return (
    <svg
      role="img"
      aria-label={title}
      width={GUTTER.left + width * columns.length}
      height={GUTTER.bottom + height * rows.length}
    >
      {rows.map((by, row) => (
        <g key={by}>
          <text className="heat-name" x={GUTTER.left - 8} y={(row + 0.5) * height} dy="0.35em" textAnchor="end">
            {sweep.by && sweepNames.valueName(sweep.by, by)}
          </text>
          {columns.map((x, column) => (
            <Cell
              key={x}
              cell={at.get(`${x} ${by}`)}
              left={GUTTER.left + column * width}
              top={row * height}
              width={width}
              height={height}
              heat={heatOf(at.get(`${x} ${by}`)?.median ?? Number.NaN, range)}
            />
          ))}
        </g>
      ))}
      {columns.map((x, column) => (
        <text
          key={x}
          className="heat-name"
          x={GUTTER.left + (column + 0.5) * width}
          y={rows.length * height + 17}
          textAnchor="middle"
        >
          {sweepNames.valueName(sweep.x, x)}
        </text>
      ))}
    </svg>
  )
}

interface CellProps {
  readonly cell: CellResult | undefined
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly heat: number
}

function Cell({ cell, left, top, width, height, heat }: CellProps) {
  const middle = left + width / 2
  const both = cell !== undefined && cell.eta !== null
  return (
    <g>
      <rect
        className={cell ? 'heat-cell' : 'heat-cell heat-missing'}
        x={left + 1}
        y={top + 1}
        width={Math.max(0, width - 2)}
        height={Math.max(0, height - 2)}
        style={cell ? { fill: heatColour(heat) } : undefined}
      />
      <text className="heat-number" x={middle} y={top + height / 2} dy={both ? '-0.15em' : '0.35em'}>
        {cell ? formatNumber(cell.median) : '–'}
      </text>
      {both && (
        <text className="heat-eta" x={middle} y={top + height / 2} dy="1.05em">
          η {formatNumber(cell.eta!)}
          {cell.etaAtEdge && '*'}
        </text>
      )}
    </g>
  )
}
