import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from 'react'
import { type AtN, worstRival } from '../../../state/atN'
import { formatNumber, shortPercent } from '../../../text/format'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import { HeatLegend, heatColour } from '../../charts/HeatLegend'
import { useSize } from '../../charts/useSize'
import { cellAt, MARK, type MatrixLayout, matrixLayout, SHADES, shadedPaths } from './matrixLayout'
import type { Pair } from './pair'

interface MatrixFigureProps {
  readonly at: AtN
  readonly names: readonly string[]
  /** The pair whose profile is shown. */
  readonly pair: Pair
  readonly onPair: (pair: Pair) => void
}

/** Ĉ[i][j] at N for all pairs of candidates, with each row's worst case. */
export function MatrixFigure({ at, names, pair, onPair }: MatrixFigureProps) {
  const [stage, { width }] = useSize<HTMLDivElement>()
  const readoutId = useId()
  const [cursor, setCursor] = useState<Pair | null>(null)
  const layout = useMemo(() => (width > 0 ? matrixLayout(names, width) : null), [names, width])
  const title = fileSentences.matrixTitle(at, names)
  const { pairwise, N } = at
  const most = useMemo(() => Math.max(...pairwise.map((row, i) => worstRival(row, i)?.share ?? 0)), [pairwise])
  const read = cursor && cursor.own < names.length && cursor.other < names.length ? cursor : pair
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onPair(read)
    const next = movedBy(event.key, read, names.length)
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setCursor(next)
  }
  const under = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): Pair | null => {
    const cell = layout && cellAt(layout, offsetX, offsetY)
    return cell && cell.row !== cell.column ? { own: cell.row, other: cell.column } : null
  }
  return (
    <ChartPanel
      id="matrix"
      className="picture picture-wide"
      title={title}
      note={filesText.matrix.note(N)}
      table={{
        caption: filesText.matrix.table(N),
        head: ['', ...names, filesText.matrix.worst],
        rows: () =>
          names.map((name, i) => [
            name,
            ...Array.from(pairwise[i], (share, j) => (i === j ? '–' : formatNumber(share))),
            formatNumber(worstRival(pairwise[i], i)?.share ?? 0),
          ]),
      }}
      looking={() => selectLooking.matrix(title, names.length, N)}
    >
      <section
        className="matrix"
        ref={stage}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its cells
        tabIndex={0}
        aria-label={filesText.matrix.label}
        aria-describedby={readoutId}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setCursor(null)}
        onBlur={() => setCursor(null)}
      >
        {layout && (
          <svg
            width={layout.width}
            height={layout.height}
            role="img"
            aria-label={title}
            onPointerMove={event => setCursor(under(event))}
            onPointerDown={event => {
              const cell = under(event)
              if (cell) onPair(cell)
            }}
          >
            <Shades layout={layout} pairwise={pairwise} most={most} />
            <Margins layout={layout} names={names} at={at} />
            <rect className="matrix-cursor" {...cellBox(layout, read)} data-undrawn />
          </svg>
        )}
      </section>
      <p id={readoutId} className="matrix-readout" aria-live="polite" data-undrawn>
        {fileSentences.cellSentence(names[read.own], names[read.other], N, pairwise[read.own][read.other])}
      </p>
      <HeatLegend low={formatNumber(0)} high={formatNumber(most)} />
    </ChartPanel>
  )
}

function movedBy(key: string, { own, other }: Pair, candidates: number): Pair | null {
  const moves: Record<string, readonly [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  }
  const move = moves[key]
  if (!move) return null
  const step = (times: number): Pair => ({ own: own + times * move[0], other: other + times * move[1] })
  // The diagonal is leapt over.
  const next = [step(1), step(2)].find(cell => cell.own !== cell.other)!
  const inside = (index: number) => index >= 0 && index < candidates
  return inside(next.own) && inside(next.other) ? next : { own, other }
}

function cellBox({ left, top, cell }: MatrixLayout, { own, other }: Pair) {
  return { x: left + other * cell.width - 0.5, y: top + own * cell.height - 0.5, ...cell }
}

interface PartProps {
  readonly layout: MatrixLayout
  readonly pairwise: readonly Float64Array[]
  readonly most: number
}

function Shades({ layout, pairwise, most }: PartProps) {
  const paths = useMemo(() => shadedPaths(layout, pairwise, most), [layout, pairwise, most])
  const { left, top, cell, numbered } = layout
  return (
    <g>
      {paths.map(
        (path, shade) =>
          path && (
            // biome-ignore lint/suspicious/noArrayIndexKey: the shades are a scale
            <path key={shade} d={path} style={{ fill: heatColour(shade / (SHADES - 1)) }} />
          ),
      )}
      {numbered &&
        pairwise.map((row, i) =>
          Array.from(
            row,
            (share, j) =>
              i !== j && (
                <text
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells do not move
                  key={`${i} ${j}`}
                  className="heat-number matrix-number"
                  x={left + (j + 0.5) * cell.width}
                  y={top + (i + 0.5) * cell.height}
                  dy="0.35em"
                >
                  {shortPercent(share)}
                </text>
              ),
          ),
        )}
    </g>
  )
}

interface MarginsProps {
  readonly layout: MatrixLayout
  readonly names: readonly string[]
  readonly at: AtN
}

/** Names on the sides, and each row's worst case. */
function Margins({ layout, names, at: { pairwise, winners } }: MarginsProps) {
  const { left, top, cell, names: short, stride } = layout
  const flat = top === 20
  const right = left + names.length * cell.width
  const pick = winners.tournament?.[0]
  return (
    <g>
      {short.map((name, i) => {
        const worst = worstRival(pairwise[i], i)
        const middle = top + (i + 0.5) * cell.height
        const named = i % stride.row === 0 || i === pick
        // Its neighbours would be written across the pick's name.
        const crowded = stride.row > 1 && pick !== undefined && i !== pick && Math.abs(i - pick) < stride.row
        return (
          <g key={names[i]}>
            {named && !crowded && (
              <text
                className={i === pick ? 'heat-name matrix-pick' : 'heat-name'}
                x={left - MARK - 2}
                y={middle}
                dy="0.35em"
                textAnchor="end"
              >
                {name}
                <title>{names[i]}</title>
              </text>
            )}
            {i === pick && (
              <text className="heat-name matrix-pick" x={left - 5} y={middle} dy="0.35em" textAnchor="end">
                ●
              </text>
            )}
            {worst && worst.share > 0 && cell.height >= 8 && (
              <rect className="matrix-worst" {...cellBox(layout, { own: i, other: worst.rival })} />
            )}
            {worst && named && !crowded && (
              <text className="heat-name" x={right + 8} y={middle} dy="0.35em">
                {shortPercent(worst.share)}
              </text>
            )}
            {i % stride.column === 0 && (
              <text
                className="heat-name"
                textAnchor={flat ? 'middle' : 'start'}
                dy="0.35em"
                transform={`translate(${left + (i + 0.5) * cell.width} ${top - 8})${flat ? '' : ' rotate(-90)'}`}
              >
                {name}
                <title>{names[i]}</title>
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}
