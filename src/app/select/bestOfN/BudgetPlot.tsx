import { type KeyboardEvent, useMemo, useRef } from 'react'
import { SHARED_PARAMETERS } from '../../../config/schema'
import { useLab } from '../../../state/lab'
import { type CurveData, Plot } from '../../charts/Plot'
import { OVER_PLOT, PLOT, plotWidth } from '../../charts/plotLayout'
import { useDrag } from '../../charts/useDrag'
import { useSize } from '../../charts/useSize'
import { tickLabel, type VerticalScale } from '../../charts/verticalScale'
import { fromSlider, sliderRange, toSlider, valueAfterKey } from '../../controls/slider'
import { formatNumber } from '../../format'
import { budgetAxis } from './budgetAxis'

interface BudgetPlotProps {
  /** What the slider on the plot is called. */
  readonly name: string
  readonly summary: string
  /** What is read off at N, for assistive technology. */
  readonly reading: string
  readonly curves: readonly CurveData[]
  readonly scale: VerticalScale
}

/** Curves against the budget N, and the line at N, which can be dragged. */
export function BudgetPlot({ name, summary, reading, curves, scale }: BudgetPlotProps) {
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const N = useLab(state => state.config.values.N)
  // The axis depends on N only in how far it reaches.
  const reach = 4 ** Math.ceil(Math.log(Math.max(1, N)) / Math.log(4) - 1e-9)
  const inner = plotWidth(width)
  const horizontal = useMemo(() => budgetAxis(reach, inner), [reach, inner])
  return (
    <div className="picture-stage budget-stage" ref={stage}>
      {inner > 60 && height > 80 && (
        <>
          <div role="img" aria-label={summary}>
            <Plot
              width={width}
              height={height}
              horizontal={horizontal}
              vertical={scale}
              verticalLabel={tick => tickLabel(scale, tick)}
              axisHeight={PLOT.axis}
              curves={curves}
            />
          </div>
          <BudgetLine name={name} reading={reading} N={N} last={horizontal.last} width={inner} />
        </>
      )}
    </div>
  )
}

interface BudgetLineProps extends Pick<BudgetPlotProps, 'name' | 'reading'> {
  readonly N: number
  /** log N at the right edge. */
  readonly last: number
  readonly width: number
}

const BUDGET = SHARED_PARAMETERS.find(({ id }) => id === 'N')!

function BudgetLine({ name, reading, N, last, width }: BudgetLineProps) {
  const { set, endGesture } = useLab.getState()
  const area = useRef<HTMLDivElement>(null)
  const x = (Math.log(N) / last) * width
  const drag = useDrag(
    () => area.current,
    () => x,
    {
      onMove: place => {
        const most = Math.max(sliderRange(BUDGET).max, toSlider(BUDGET, N))
        set('N', fromSlider(BUDGET, Math.min(most, Math.max(0, (place / width) * last))))
      },
      onEnd: endGesture,
    },
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = valueAfterKey(BUDGET, N, event.key)
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    set('N', next)
  }
  return (
    <div ref={area} className="overlay" style={OVER_PLOT}>
      <div
        className="threshold"
        style={{ transform: `translateX(${x}px)` }}
        role="slider"
        tabIndex={0}
        aria-label={name}
        aria-valuemin={BUDGET.min}
        aria-valuemax={BUDGET.max}
        aria-valuenow={N}
        aria-valuetext={`N ${formatNumber(N)}: ${reading}`}
        onKeyDown={onKeyDown}
        onBlur={endGesture}
        {...drag}
      >
        <span className="threshold-line" />
      </div>
    </div>
  )
}
