import { type KeyboardEvent, memo, type PointerEvent, useId, useRef } from 'react'
import type { Tournament } from '../../../coverage/tournament'
import type { Pool } from '../../../state/pool'
import { shortPercent } from '../../../text/format'
import { type CandidateName, checkpointsText } from '../../../text/select/checkpoints'
import { heatColour } from '../../charts/HeatLegend'
import { runColour } from '../../charts/runColour'
import { type HeatRange, heatOf } from '../../sweep/heat'
import type { MatrixLayout } from './matrixLayout'

/** A cell: the candidate of its row, and the rival of its column. */
export interface Place {
  readonly i: number
  readonly j: number
}

interface MatrixGridProps {
  readonly pool: Pool
  readonly names: readonly CandidateName[]
  readonly tournament: Tournament
  /** Marks of the picks that take each candidate. */
  readonly marks: readonly string[]
  readonly title: string
  readonly layout: MatrixLayout
  /** Of the colours. */
  readonly range: HeatRange
  /** The cell that is pointed at, and what it says. */
  readonly active: Place | null
  readonly sentence: string
  readonly onAsk: (place: Place | null) => void
}

// A drawing has no table elements: roles say what its parts are. The grid has the focus, and names the active cell.
const grid = (active?: string) => ({ role: 'grid', tabIndex: 0, 'aria-activedescendant': active }) as const
const row = (selected?: boolean) => ({ role: 'row', 'aria-selected': selected }) as const
const COLUMN_HEADER = { role: 'columnheader' } as const
const ROW_HEADER = { role: 'rowheader' } as const
const CELL = { role: 'gridcell' } as const

/** The matrix as one tab stop; the arrow keys go from cell to cell. */
export function MatrixGrid(props: MatrixGridProps) {
  const { names, tournament, title, layout, active, onAsk } = props
  const id = useId()
  const drawing = useRef<SVGSVGElement>(null)
  const { left, top, cell } = layout
  const count = names.length
  const first = { i: tournament.winners[0], j: 0 }

  const onPointerMove = (event: PointerEvent): void => {
    const box = drawing.current!.getBoundingClientRect()
    const j = Math.floor((event.clientX - box.left - left) / cell)
    const i = Math.floor((event.clientY - box.top - top) / cell)
    const inside = i >= 0 && j >= 0 && i < count && j < count
    if (!inside) onAsk(null)
    else if (active?.i !== i || active.j !== j) onAsk({ i, j })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moved(active ?? first, event, count)
    if (!next) return
    event.preventDefault()
    onAsk(next)
  }

  return (
    <svg
      {...grid(active ? `${id}-${active.i}-${active.j}` : undefined)}
      ref={drawing}
      className="matrix"
      aria-label={title}
      width={layout.width}
      height={layout.height}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerMove}
      onPointerLeave={() => onAsk(null)}
      onKeyDown={onKeyDown}
      onFocus={() => active ?? onAsk(first)}
      onBlur={() => onAsk(null)}
    >
      <Heads names={names} layout={layout} />
      {names.map((_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <Row key={i} i={i} id={id} {...props} />
      ))}
      <rect className="matrix-row" x={left} y={top + first.i * cell} width={count * cell} height={cell} />
      {active && (
        <rect
          className="matrix-active"
          x={left + active.j * cell}
          y={top + active.i * cell}
          width={cell}
          height={cell}
        />
      )}
    </svg>
  )
}

const Heads = memo(function Heads({ names, layout }: Pick<MatrixGridProps, 'names' | 'layout'>) {
  const { left, top, cell, upright } = layout
  const place = (j: number) => {
    const x = left + (j + 0.5) * cell
    if (!upright) return { x, y: top - 7, textAnchor: 'middle' } as const
    return { transform: `translate(${x} ${top - 5}) rotate(-90)`, dy: '0.35em' }
  }
  return (
    <g {...row()}>
      <g {...COLUMN_HEADER}>
        <text className="matrix-name" x={layout.worst} y={top - 7} textAnchor="end">
          {checkpointsText.worst}
        </text>
      </g>
      {names.map(({ short }, j) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        <g key={j} {...COLUMN_HEADER}>
          <text className="matrix-name" {...place(j)}>
            {short}
          </text>
        </g>
      ))}
    </g>
  )
})

function Row(props: MatrixGridProps & { readonly i: number; readonly id: string }) {
  const { i, id, pool, names, tournament, marks, layout, range, active, sentence } = props
  const { pairwise, worst, winners } = tournament
  const { left, top, cell } = layout
  const middle = top + (i + 0.5) * cell
  const wins = winners.includes(i)
  return (
    <g {...row(wins)}>
      <g {...ROW_HEADER}>
        <rect x={0} y={middle - 5} width={8} height={10} rx={2} fill={runColour(pool.candidates[i].run)} />
        <text
          className={wins ? 'matrix-name matrix-winner' : 'matrix-name'}
          x={layout.name}
          y={middle}
          dy="0.35em"
          textAnchor="end"
        >
          {names[i].short}
        </text>
      </g>
      <g {...CELL} data-worst={i}>
        <text className="matrix-number" x={layout.worst} y={middle} dy="0.35em" textAnchor="end">
          {shortPercent(worst[i])}
        </text>
      </g>
      <g {...CELL}>
        <text className="matrix-marks" x={layout.marks} y={middle} dy="0.35em">
          {marks[i]}
        </text>
      </g>
      {names.map((_, j) => (
        <Cell
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          key={j}
          id={`${id}-${i}-${j}`}
          x={left + j * cell}
          y={top + i * cell}
          size={cell}
          heat={heatOf(pairwise[i][j], range)}
          own={i === j}
          number={layout.numbered && i !== j ? shortPercent(pairwise[i][j]) : ''}
          label={active?.i === i && active.j === j ? sentence : undefined}
        />
      ))}
    </g>
  )
}

interface CellProps {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly heat: number
  /** Whether it is a candidate and itself. */
  readonly own: boolean
  /** What it holds, where there is room. */
  readonly number: string
  /** What it says, where it is pointed at. */
  readonly label: string | undefined
}

const Cell = memo(function Cell({ id, x, y, size, heat, own, number, label }: CellProps) {
  return (
    <g {...CELL} id={id} aria-label={label}>
      <rect
        className={own ? 'matrix-own' : undefined}
        x={x + 0.5}
        y={y + 0.5}
        width={size - 1}
        height={size - 1}
        style={own ? undefined : { fill: heatColour(heat) }}
      />
      {number && (
        <text className="matrix-number" x={x + size / 2} y={y + size / 2} dy="0.35em" textAnchor="middle">
          {number}
        </text>
      )}
    </g>
  )
})

/** The cell that a key leads to; null for a key that leads nowhere. */
function moved({ i, j }: Place, event: KeyboardEvent, count: number): Place | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const held = (index: number) => Math.min(count - 1, Math.max(0, index))
  const moves: Readonly<Record<string, Place>> = {
    ArrowLeft: { i, j: held(j - 1) },
    ArrowRight: { i, j: held(j + 1) },
    ArrowUp: { i: held(i - 1), j },
    ArrowDown: { i: held(i + 1), j },
    Home: { i, j: 0 },
    End: { i, j: count - 1 },
  }
  return moves[event.key] ?? null
}
