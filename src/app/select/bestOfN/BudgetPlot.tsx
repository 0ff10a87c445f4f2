import { type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react'
import { SHARED_PARAMETERS } from '../../../config/schema'
import type { NumberParameter } from '../../../scenarios/parameter'
import { useLab } from '../../../state/lab'
import { formatNumber } from '../../../text/format'
import { type CurveData, type Horizontal, Plot } from '../../charts/Plot'
import { OVER_PLOT, PLOT, plotWidth } from '../../charts/plotLayout'
import { useDrag } from '../../charts/useDrag'
import { type Size, useSize } from '../../charts/useSize'
import { tickLabel, type VerticalScale } from '../../charts/verticalScale'
import { fromSlider, lastOf, sliderRange, toSlider, valueAfterKey } from '../../controls/slider'
import { Notation } from '../../Notation'
import { budgetAxis } from './budgetAxis'

interface BudgetFrameProps {
  /** What the slider on the plot is called. */
  readonly name: string
  readonly summary: string
  /** What is read off at N, for assistive technology. */
  readonly reading: string
  /** What N is here. */
  readonly axis: string
  /** Where the axis ends, a power of four; without it it reaches beyond N, and the slider ends where N's control does. */
  readonly end?: number
  /** What is drawn over the axis. */
  readonly children: (frame: Frame) => ReactNode
  /** What is written over the line at N, which is not to strike it through. */
  readonly over?: (frame: Frame) => ReactNode
}

type Frame = Size & { readonly horizontal: Horizontal }

/** The axis of the budget N, and the line at N, which can be dragged. */
export function BudgetFrame({ name, summary, reading, axis, end, children, over }: BudgetFrameProps) {
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const N = useLab(state => state.config.values.N)
  // The axis depends on N only in how far it reaches.
  const reach = end ? end / 4 : 4 ** Math.ceil(Math.log(Math.max(1, N)) / Math.log(4) - 1e-9)
  const inner = plotWidth(width)
  const horizontal = useMemo(() => budgetAxis(reach, inner), [reach, inner])
  return (
    <>
      <div className="picture-stage budget-stage" ref={stage}>
        {inner > 60 && height > 80 && (
          <>
            <div role="img" aria-label={summary}>
              {children({ width, height, horizontal })}
            </div>
            <BudgetLine
              name={name}
              reading={reading}
              parameter={end ? WHOLE_BUDGET : BUDGET}
              N={N}
              last={horizontal.last}
              width={inner}
            />
            {over?.({ width, height, horizontal })}
          </>
        )}
      </div>
      <p className="axis-name axis-below">
        <Notation text={axis} />
      </p>
    </>
  )
}

interface BudgetPlotProps extends Omit<BudgetFrameProps, 'children' | 'over'> {
  readonly curves: readonly CurveData[]
  readonly scale: VerticalScale
}

/** Curves against the budget N. */
export function BudgetPlot({ curves, scale, ...frame }: BudgetPlotProps) {
  return (
    <BudgetFrame {...frame}>
      {({ width, height, horizontal }) => (
        <Plot
          width={width}
          height={height}
          horizontal={horizontal}
          vertical={scale}
          verticalLabel={tick => tickLabel(scale, tick)}
          axisHeight={PLOT.axis}
          curves={curves}
        />
      )}
    </BudgetFrame>
  )
}

interface BudgetLineProps extends Pick<BudgetFrameProps, 'name' | 'reading'> {
  readonly parameter: NumberParameter
  readonly N: number
  /** log N at the right edge. */
  readonly last: number
  readonly width: number
}

const BUDGET = SHARED_PARAMETERS.find(({ id }) => id === 'N')!

const { sliderMax: _, ...rest } = BUDGET

/** N, with a slider over all its values. */
export const WHOLE_BUDGET: NumberParameter = rest

function BudgetLine({ name, reading, parameter, N, last, width }: BudgetLineProps) {
  const { set, endGesture } = useLab.getState()
  const area = useRef<HTMLDivElement>(null)
  const x = (Math.log(N) / last) * width
  const drag = useDrag(
    () => area.current,
    () => x,
    {
      onMove: place => {
        const most = Math.max(sliderRange(parameter).max, toSlider(parameter, N))
        set('N', fromSlider(parameter, Math.min(most, Math.max(0, (place / width) * last))))
      },
      onEnd: endGesture,
      hold: () => () => set('N', N),
    },
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = valueAfterKey(parameter, N, event.key)
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    set('N', next)
  }
  return (
    <div ref={area} className="plot-overlay" style={OVER_PLOT}>
      <div
        className="threshold"
        style={{ transform: `translateX(${x}px)` }}
        role="slider"
        tabIndex={0}
        aria-label={name}
        aria-valuemin={parameter.min}
        aria-valuemax={Math.max(N, lastOf(parameter))}
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
