import { createContext, useContext, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { soon } from '../soon'
import type { PlotProps } from './plotProps'

export type { CurveData, Horizontal } from './plotProps'

/** The library of charts is as large as the rest of the page: it comes on its own, beside it, and the page waits for neither. */
let library: typeof import('./DrawnPlot') | null = null
let failure: unknown = null
const settled = import('./DrawnPlot').then(
  loaded => {
    library = loaded
  },
  (reason: unknown) => {
    failure = reason
  },
)

/** Whether a plot takes the place of one, so that nothing must be seen between the two. */
export const InPlace = createContext(false)

/** Axes, grid and curves; room is kept for them until they can be drawn. */
export function Plot(props: PlotProps) {
  const { width, height } = props
  const inPlace = useContext(InPlace)
  const [due, setDue] = useState(inPlace && library !== null)
  useLayoutEffect(() => (due ? undefined : queued(() => setDue(true))), [due])
  if (due && failure) throw failure
  return due && library ? <library.DrawnPlot {...props} /> : <div style={{ width, height }} />
}

/** Plots that are to be drawn for the first time, which takes a plot longer than ever after: each has a task of its own. */
const queue = new Set<() => void>()
let busy = false

/** @returns what takes it off the queue */
function queued(draw: () => void): () => void {
  queue.add(draw)
  if (!busy) {
    busy = true
    void settled.then(() => soon(next))
  }
  return () => queue.delete(draw)
}

function next(): void {
  const [draw] = queue
  if (draw) {
    queue.delete(draw)
    flushSync(draw)
  }
  busy = queue.size > 0
  if (busy) soon(next)
}
