import { lazy, Suspense } from 'react'
import type { PlotProps } from './plotProps'

export type { CurveData, Horizontal } from './plotProps'

/** The library of charts is as large as the rest of the page: it comes on its own, beside it, and the page waits for neither. */
const drawn = import('./DrawnPlot')
const DrawnPlot = lazy(async () => ({ default: (await drawn).DrawnPlot }))

/** Axes, grid and curves; room is kept for them until they can be drawn. */
export function Plot(props: PlotProps) {
  const { width, height } = props
  return (
    <Suspense fallback={<div style={{ width, height }} />}>
      <DrawnPlot {...props} />
    </Suspense>
  )
}
