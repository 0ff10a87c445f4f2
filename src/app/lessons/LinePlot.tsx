import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { Ask } from '../../config/lesson/ask'
import { fractionAfterKey, fractionOn, ticksOn, valueOn } from '../../state/lesson/axis'
import { lessonPlayerText as words, writeQuantity } from '../../text/lessonPlayer'
import { useSize } from '../charts/useSize'

export type LineAsk = Extract<Ask, { readonly kind: 'line' }>

/** Room around the drawing, px. */
export const ROOM = { left: 62, right: 14, top: 12, bottom: 40 }
/** Room between the first handle and the labels beside it, px. */
const BESIDE = 11

interface LinePlotProps {
  readonly ask: LineAsk
  /** What is guessed at each place; null where nothing was. */
  readonly values: readonly number[] | null
  /** What was computed, once it is shown. */
  readonly truth?: readonly (number | null)[]
  /** Sets the values; without it the line cannot be moved. */
  readonly onMove?: (values: readonly number[]) => void
}

/** A line to be drawn by dragging its points, and later the computed one beside it. */
export function LinePlot({ ask, values, truth, onMove }: LinePlotProps) {
  const [stage, { width, height }] = useSize<HTMLFieldSetElement>()
  const drawn = useRef<SVGSVGElement>(null)
  const held = useRef(false)
  const { x, y } = ask
  const across = { min: x.values[0], max: x.values[x.values.length - 1], scale: x.scale }
  const inner = { width: width - ROOM.left - ROOM.right, height: height - ROOM.top - ROOM.bottom }
  const left = (value: number) => ROOM.left + fractionOn(across, value) * inner.width
  const top = (value: number) => ROOM.top + (1 - fractionOn(y, value)) * inner.height

  const moveTo = (event: PointerEvent): void => {
    const box = drawn.current?.getBoundingClientRect()
    if (!box || !values || !onMove) return
    const at = event.clientX - box.left
    const nearest = x.values.reduce((best, value, i) => {
      return Math.abs(left(value) - at) < Math.abs(left(x.values[best]) - at) ? i : best
    }, 0)
    const value = valueOn(y, 1 - (event.clientY - box.top - ROOM.top) / inner.height)
    onMove(values.map((each, i) => (i === nearest ? value : each)))
  }
  const onKeyDown = (event: KeyboardEvent, i: number): void => {
    const next = values && fractionAfterKey(fractionOn(y, values[i]), event.key)
    if (!values || next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const by = next - fractionOn(y, values[i])
    onMove?.(
      values.map((each, k) =>
        k === i || event.shiftKey ? valueOn(y, k === i ? next : fractionOn(y, each) + by) : each,
      ),
    )
  }

  return (
    <fieldset ref={stage} className="line-stage">
      <legend className="visually-hidden">{words.handoutAxis(x.label, y.label)}</legend>
      {inner.width > 40 && inner.height > 40 && (
        // biome-ignore lint/a11y/noSvgWithoutTitle: the legend names it; a title would lie over what is drawn
        <svg
          ref={drawn}
          width={width}
          height={height}
          className={onMove ? 'line-open' : ''}
          onPointerDown={event => {
            if (event.button !== 0 || !onMove) return
            event.currentTarget.setPointerCapture(event.pointerId)
            held.current = true
            moveTo(event)
          }}
          onPointerMove={event => held.current && moveTo(event)}
          onPointerUp={() => {
            held.current = false
          }}
          onPointerCancel={() => {
            held.current = false
          }}
        >
          <Axes ask={ask} left={left} top={top} width={width} height={height} />
          {truth && <path className="line-truth" d={pathOf(x.values, truth, left, top)} />}
          {truth?.map(
            (value, i) =>
              value !== null && (
                <rect
                  key={x.values[i]}
                  className="line-dot"
                  x={left(x.values[i]) - 3}
                  y={top(value) - 3}
                  width={6}
                  height={6}
                />
              ),
          )}
          {values && <path className="line-guess" d={pathOf(x.values, values, left, top)} />}
          {values?.map((value, i) => {
            const place = { cx: left(x.values[i]), cy: top(value), r: onMove ? 8 : 4, className: 'line-handle' }
            if (!onMove) return <circle key={x.values[i]} {...place} />
            return (
              <circle
                key={x.values[i]}
                {...place}
                role="slider"
                tabIndex={0}
                aria-label={words.linePoint(y.label, writeQuantity(x.values[i], x.as))}
                aria-orientation="vertical"
                aria-valuemin={y.min}
                aria-valuemax={y.max}
                aria-valuenow={value}
                aria-valuetext={writeQuantity(value, y.as)}
                onKeyDown={event => onKeyDown(event, i)}
              />
            )
          })}
        </svg>
      )}
    </fieldset>
  )
}

interface AxesProps {
  readonly ask: Pick<LineAsk, 'x' | 'y'>
  readonly left: (value: number) => number
  readonly top: (value: number) => number
  readonly width: number
  readonly height: number
}

/** Least distance of two labels below the drawing, px. */
const APART = 46

export function Axes({ ask: { x, y }, left, top, width, height }: AxesProps) {
  const labelled: number[] = []
  for (const value of x.values) {
    const before = labelled[labelled.length - 1]
    if (before === undefined || left(value) - left(before) >= APART) labelled.push(value)
  }
  const bottom = height - ROOM.bottom
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <g className="line-axes" aria-hidden="true">
      {ticksOn(y).map(tick => (
        <g key={tick}>
          <path d={`M${ROOM.left} ${top(tick)}H${width - ROOM.right}`} />
          <text x={ROOM.left - BESIDE} y={top(tick) + 4} textAnchor="end">
            {writeQuantity(tick, y.as === 'nats' ? 'number' : y.as)}
          </text>
        </g>
      ))}
      {labelled.map(tick => (
        <text key={tick} x={left(tick)} y={bottom + 16} textAnchor="middle">
          {writeQuantity(tick, x.as)}
        </text>
      ))}
      <text x={(ROOM.left + width - ROOM.right) / 2} y={height - 6} textAnchor="middle" className="line-name">
        {x.label}
      </text>
    </g>
  )
}

function pathOf(
  places: readonly number[],
  values: readonly (number | null)[],
  left: (value: number) => number,
  top: (value: number) => number,
): string {
  let pen = 'M'
  return places
    .map((place, i) => {
      const value = values[i]
      if (value === null) {
        pen = 'M'
        return ''
      }
      const point = `${pen}${left(place)} ${top(value)}`
      pen = 'L'
      return point
    })
    .join('')
}
