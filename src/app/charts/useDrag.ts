import { type MouseEvent, type PointerEvent, useRef } from 'react'

interface Drag {
  /** Called with the pointer's distance from the left edge of the drag area, px. */
  readonly onMove: (x: number) => void
  readonly onEnd?: () => void
  /** Called at the beginning; what it gives puts back what was there, where the browser takes a touch over to scroll. */
  readonly hold: () => () => void
  /** What is held by keyboard too, where that is not what is pressed. */
  readonly handle?: () => HTMLElement | null
}

interface DragHandlers {
  readonly onMouseDown: (event: MouseEvent<HTMLElement>) => void
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void
}

/**
 * Pointer handlers of something that is dragged sideways. `area` gives the element that positions are measured in;
 * `grab` keeps the distance at which the thing was taken hold of, so that it does not jump.
 */
export function useDrag(area: () => HTMLElement | null, grab: () => number | null, drag: Drag): DragHandlers {
  const offset = useRef<number | null>(null)
  const putBack = useRef<() => void>(null)
  const place = (event: PointerEvent<HTMLElement>): number =>
    event.clientX - (area()?.getBoundingClientRect().left ?? 0)
  const end = (): void => {
    if (offset.current === null) return
    offset.current = null
    drag.onEnd?.()
  }
  const focus = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    const held = drag.handle?.() ?? currentTarget
    held.focus({ preventScroll: true })
  }
  return {
    // Else the browser looks under every move for text to select, and lays the page out for that once more.
    onMouseDown(event) {
      if (event.button !== 0) return
      event.preventDefault()
      focus(event)
    },
    onPointerDown(event) {
      if (event.button !== 0) return
      if (event.pointerType !== 'mouse') focus(event)
      event.currentTarget.setPointerCapture(event.pointerId)
      putBack.current = drag.hold()
      const x = place(event)
      const held = grab()
      offset.current = held === null ? 0 : x - held
      if (held === null) drag.onMove(x)
    },
    onPointerMove(event) {
      if (offset.current !== null) drag.onMove(place(event) - offset.current)
    },
    onPointerUp: end,
    onPointerCancel() {
      if (offset.current !== null) putBack.current?.()
      end()
    },
  }
}
