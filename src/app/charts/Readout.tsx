import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

interface ReadoutProps {
  /** The value at a place, px from the top left corner of the drawing; null where there is none. */
  readonly tell: (x: number, y: number) => string | null
  /** What is said while a handle in the drawing has the focus. */
  readonly held?: string | null
  /** What is said while nothing is pointed at. */
  readonly rest: string
  /** Lines that there is room for; what takes more lies over what stands below. */
  readonly lines?: number
  /** What the horizontal axis measures, where the drawing does not say so itself. */
  readonly axis?: ReactNode
  readonly children: ReactNode
}

interface Place {
  readonly x: number
  readonly y: number
}

/**
 * A drawing, and below it and its axis one line that tells the value that is pointed at, touched or focused. The line is always there, so
 * that nothing moves; the drawing is not drawn again, and the line at most once a frame.
 */
export function Readout({ tell, held = null, rest, lines = 1, axis, children }: ReadoutProps) {
  const [place, setPlace] = useState<Place | null>(null)
  const [focused, setFocused] = useState(false)
  const due = useRef(0)
  const latest = useRef<Place | null>(null)
  useEffect(() => () => cancelAnimationFrame(due.current), [])

  const show = (at: Place | null): void => {
    latest.current = at
    if (due.current !== 0) return
    due.current = requestAnimationFrame(() => {
      due.current = 0
      // In this frame, which is drawn anyway, and not in one more.
      flushSync(() => setPlace(latest.current))
    })
  }
  const point = (event: PointerEvent<HTMLElement>): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    show({ x: event.clientX - left, y: event.clientY - top })
  }
  const told = place ? tell(place.x, place.y) : focused ? held : null
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens to what its handles do, and does nothing itself */}
      <div
        className="pointed"
        onPointerMove={point}
        onPointerDown={point}
        // A finger that is lifted leaves its number to be read.
        onPointerLeave={event => event.pointerType !== 'touch' && show(null)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={() => show(null)}
      >
        {children}
      </div>
      {axis !== undefined && <p className="axis-name axis-below">{axis}</p>}
      <p className={`readout ${told === null ? 'readout-rest' : ''}`} style={{ height: `${lines}lh` }} data-undrawn>
        <span>{told ?? rest}</span>
      </p>
    </>
  )
}
