import { type KeyboardEvent, memo, type PointerEvent, useId, useRef, useState } from 'react'
import type { Tournament } from '../../../coverage/tournament'
import type { Pool } from '../../../state/pool'
import { HeatLegend, heatColour } from '../../charts/HeatLegend'
import { runColour } from '../../charts/runColour'
import { useSize } from '../../charts/useSize'
import { shortPercent } from '../../format'
import { type MatrixLayout, matrixLayout } from './matrixLayout'
import type { CandidateName } from './names'
import { cellSentence, worstSentence } from './sentences'

interface MatrixProps {
  readonly pool: Pool
  readonly names: readonly CandidateName[]
  readonly tournament: Tournament
  /** Marks of the picks that take each candidate. */
  readonly marks: readonly string[]
  readonly N: number
  readonly title: string
}

interface Place {
  readonly i: number
  readonly j: number
}

/** Ĉ of every pair as colours: rows are candidates, columns their rivals. One tab stop; the arrow keys go from cell to cell. */
export function Matrix({ pool, names, tournament, marks, N, title }: MatrixProps) {
  const [stage, { width }] = useSize<HTMLDivElement>()
  const [asked, setAsked] = useState<Place | null>(null)
  const { pairwise, worst, winners } = tournament
  // Candidates come and go while the run goes on.
  const active = asked && asked.i < names.length && asked.j < names.length ? asked : null
  const layout = matrixLayout(
    names.length,
    width,
    Math.max(...names.map(({ short }) => short.length)),
    Math.max(...marks.map(({ length }) => length)),
  )
  const sentence = active
    ? cellSentence(names, active.i, active.j, pairwise[active.i][active.j], N)
    : worstSentence(names, winners[0], pairwise[winners[0]], N)
  const most = Math.max(...worst)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard */}
      <section className="matrix-scroll" ref={stage} tabIndex={0} aria-label="Matrix of all pairs">
        {width > 0 && (
          <Grid {...{ pool, names, tournament, marks, title, layout, active }} sentence={sentence} onAsk={setAsked} />
        )}
      </section>
      <p className="matrix-words">{sentence}</p>
      <div className="heat-foot">
        <HeatLegend low="0 %" high={shortPercent(most)} />
        <p className="sweep-caption">√ scale; worst: the largest of the row</p>
      </div>
    </>
  )
}

interface GridProps extends Omit<MatrixProps, 'N'> {
  readonly layout: MatrixLayout
  readonly active: Place | null
  readonly sentence: string
  readonly onAsk: (place: Place | null) => void
}

function Grid({ pool, names, tournament, marks, title, layout, active, sentence, onAsk }: GridProps) {
  const id = useId()
  const drawing = useRef<SVGSVGElement>(null)
  const { pairwise, worst, winners } = tournament
  const { left, top, cell, width, height } = layout
  const most = Math.max(...worst)
  const count = names.length

  const onPointerMove = (event: PointerEvent): void => {
    const box = drawing.current!.getBoundingClientRect()
    const j = Math.floor((event.clientX - box.left - left) / cell)
    const i = Math.floor((event.clientY - box.top - top) / cell)
    const inside = i >= 0 && j >= 0 && i < count && j < count
    if (!inside) onAsk(null)
    else if (active?.i !== i || active.j !== j) onAsk({ i, j })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moved(active ?? { i: winners[0], j: 0 }, event, count)
    if (!next) return
    event.preventDefault()
    onAsk(next)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn as a picture of this many cells
    <svg
      ref={drawing}
      className="matrix"
      role="grid"
      aria-label={title}
      aria-activedescendant={active ? `${id}-${active.i}-${active.j}` : undefined}
      tabIndex={0}
      width={width}
      height={height}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerMove}
      onPointerLeave={() => onAsk(null)}
      onKeyDown={onKeyDown}
      onFocus={() => active ?? onAsk({ i: winners[0], j: 0 })}
      onBlur={() => onAsk(null)}
    >
      <g role="row">
        {names.map(({ short }, j) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the active cell
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <g key={j} role="columnheader">
            <text className="matrix-name" {...columnName(layout, j)}>
              {short}
            </text>
          </g>
        ))}
        {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
        <g role="columnheader">
          <text className="matrix-name" x={layout.worst} y={top - 7} textAnchor="end">
            worst
          </text>
        </g>
      </g>
      {names.map(({ short }, i) => (
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <g key={i} role="row" aria-selected={winners.includes(i)}>
          {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
          <g role="rowheader">
            <rect
              x={0}
              y={top + i * cell + cell / 2 - 5}
              width={8}
              height={10}
              rx={2}
              fill={runColour(pool.candidates[i].run)}
            />
            <text
              className={winners.includes(i) ? 'matrix-name matrix-winner' : 'matrix-name'}
              x={left - 8}
              y={top + (i + 0.5) * cell}
              dy="0.35em"
              textAnchor="end"
            >
              {short}
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
              heat={most > 0 ? Math.round(200 * Math.sqrt(pairwise[i][j] / most)) / 200 : 0}
              own={i === j}
              number={layout.numbered && i !== j ? shortPercent(pairwise[i][j]) : ''}
              label={active?.i === i && active.j === j ? sentence : undefined}
            />
          ))}
          {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
          <g role="gridcell">
            <text className="matrix-number" x={layout.worst} y={top + (i + 0.5) * cell} dy="0.35em" textAnchor="end">
              {shortPercent(worst[i])}
            </text>
          </g>
          {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
          <g role="gridcell">
            <text className="matrix-marks" x={layout.marks} y={top + (i + 0.5) * cell} dy="0.35em">
              {marks[i]}
            </text>
          </g>
        </g>
      ))}
      <rect
        className="matrix-row"
        x={left}
        y={top + winners[0] * cell}
        width={count * cell}
        height={cell}
        pointerEvents="none"
      />
      {active && (
        <rect
          className="matrix-active"
          x={left + active.j * cell}
          y={top + active.i * cell}
          width={cell}
          height={cell}
          pointerEvents="none"
        />
      )}
    </svg>
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
  /** What it says, where it is asked. */
  readonly label: string | undefined
}

const Cell = memo(function Cell({ id, x, y, size, heat, own, number, label }: CellProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the active cell
    <g id={id} role="gridcell" aria-label={label}>
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

function columnName({ left, top, cell, upright }: MatrixLayout, j: number) {
  const x = left + (j + 0.5) * cell
  if (!upright) return { x, y: top - 7, textAnchor: 'middle' as const }
  return { transform: `translate(${x} ${top - 5}) rotate(-90)`, dy: '0.35em' }
}

/** The cell that a key leads to; null for a key that leads nowhere. */
function moved({ i, j }: Place, event: KeyboardEvent, count: number): Place | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const held = (index: number) => Math.min(count - 1, Math.max(0, index))
  switch (event.key) {
    case 'ArrowLeft':
      return { i, j: held(j - 1) }
    case 'ArrowRight':
      return { i, j: held(j + 1) }
    case 'ArrowUp':
      return { i: held(i - 1), j }
    case 'ArrowDown':
      return { i: held(i + 1), j }
    case 'Home':
      return { i, j: 0 }
    case 'End':
      return { i, j: count - 1 }
    default:
      return null
  }
}
