import { createContext, lazy, Suspense, useContext, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { soon } from '../soon'
import type { PlotProps } from './plotProps'

export type { CurveData, Horizontal } from './plotProps'

/** The library of charts is as large as the rest of the page: it comes on its own, beside it, and the page waits for neither. */
let there = false
const drawn = import('./DrawnPlot')
const DrawnPlot = lazy(async () => ({ default: (await drawn).DrawnPlot }))
const ready = drawn.then(
  () => {
    there = true
  },
  // Said where it is to be drawn.
  () => {},
)

/** Whether a plot takes the place of one, so that nothing must be seen between the two. */
export const InPlace = createContext(false)

/** Axes, grid and curves; room is kept for them until they can be drawn. */
export function Plot(props: PlotProps) {
  const { width, height } = props
  const inPlace = useContext(InPlace)
  const [due, setDue] = useState(() => inPlace && there)
  useLayoutEffect(() => (due ? undefined : queued(() => setDue(true))), [due])
  const room = <div style={{ width, height }} />
  return <Suspense fallback={room}>{due ? <DrawnPlot {...props} /> : room}</Suspense>
}

/** Plots that are to be drawn for the first time, which takes a plot longer than ever after: each has a task of its own. */
const queue = new Set<() => void>()
let busy = false

/** @returns what takes it off the queue */
function queued(draw: () => void): () => void {
  queue.add(draw)
  if (!busy) {
    busy = true
    void ready.then(() => soon(next))
  }
  return () => queue.delete(draw)
}

function next(): void {
  const [draw] = queue
  queue.delete(draw)
  if (draw) flushSync(draw)
  if (queue.size > 0) soon(next)
  else busy = false
}
