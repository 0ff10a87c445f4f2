import { useMemo } from 'react'
import type { Run } from '../../state/types'
import { formatCount } from '../../text/format'
import { picturesText } from '../../text/pictures'
import { readoutText } from '../../text/readout'
import { labelRoom, spread } from '../sweep/sweepLayout'
import { Playhead } from './Playhead'
import { type CurveData, type Horizontal, Plot } from './Plot'
import { PLOT, plotWidth, TITLE } from './plotLayout'
import { Readout } from './Readout'
import { nearestIndex } from './series'
import { stepTicks } from './stepTicks'
import { useSize } from './useSize'
import { tickLabel, type VerticalScale, verticalPosition } from './verticalScale'

/** A name beside the last point of what it names; coordinates are values. */
export interface EndLabel {
  readonly name: string
  readonly x: number
  readonly y: number
}

/** One of several plots over the same steps. */
export interface StepPlot {
  readonly key: string
  /** What is seen in it. */
  readonly title: string
  readonly curves: readonly CurveData[]
  readonly scale: VerticalScale
  readonly verticalLabel?: (tick: number) => string
  readonly ends: readonly EndLabel[]
}

interface StepPlotsProps {
  readonly run: Run
  readonly plots: readonly StepPlot[]
  /** What is seen at a step, for assistive technology. */
  readonly summarise: (step: number) => string
}

/** Height of a line of a label, px. */
const LINE = 13
/** Least height of a plot with its title, px. */
const LEAST = 132

/** Plots below each other on one axis of steps, lines named at their ends, and the playhead over all of them. */
export function StepPlots({ run, plots, summarise }: StepPlotsProps) {
  const [stage, size] = useSize<HTMLDivElement>()
  const { T } = run.config.values
  // The plots' own margin at the right is room for names too.
  const room = Math.max(0, labelRoom(plots.flatMap(({ ends }) => ends.map(({ name }) => name))) - PLOT.right)
  const width = size.width - room
  const each = Math.floor((size.height - PLOT.axis) / plots.length)
  const inner = plotWidth(width)
  const tell = (x: number): string | null => {
    const along = (x - PLOT.left) / inner
    return along > -0.03 && along < 1.03 ? toldAt(run, along * T, summarise) : null
  }
  return (
    <Readout tell={tell} rest={readoutText.restSteps} axis={picturesText.steps}>
      <div className="step-stage" ref={stage} style={{ minHeight: plots.length * LEAST }}>
        {plotWidth(width) > 40 && each > TITLE + 30 && (
          <>
            <div role="img" aria-label={plots.map(({ title }) => title).join('; ')}>
              {plots.map((plot, i) => (
                <OnePlot
                  key={plot.key}
                  plot={plot}
                  last={T}
                  width={width}
                  room={room}
                  height={each - TITLE}
                  labelled={i === plots.length - 1}
                />
              ))}
            </div>
            <div className="step-playhead" style={{ right: room }}>
              <Playhead name="Moment" run={run} last={T} width={plotWidth(width)} summarise={summarise} />
            </div>
          </>
        )}
      </div>
    </Readout>
  )
}

/** The nearest evaluation in words. */
function toldAt({ snapshots }: Run, step: number, summarise: (step: number) => string): string | null {
  const nearest = snapshots[nearestIndex(snapshots, Math.max(0, step))]
  return nearest ? picturesText.checkpointValue(nearest.step, summarise(nearest.step)) : null
}

interface OnePlotProps {
  readonly plot: StepPlot
  readonly last: number
  readonly width: number
  readonly room: number
  /** Of the drawing area and the room above it, px. */
  readonly height: number
  readonly labelled: boolean
}

/** Room below a plot that has no labels there, px. */
const NO_LABELS = 4

function OnePlot({ plot, last, width, room, height, labelled }: OnePlotProps) {
  const { title, curves, scale, ends } = plot
  const { kind, bottom, top } = scale
  const horizontal = useMemo<Horizontal>(
    () => ({ domain: [0, last], ticks: stepTicks(last, width), label: labelled ? formatCount : null }),
    [last, width, labelled],
  )
  const own = plot.verticalLabel
  const verticalLabel = useMemo(
    () => own ?? ((tick: number) => tickLabel({ kind, bottom, top }, tick)),
    [own, kind, bottom, top],
  )
  const axisHeight = labelled ? PLOT.axis : NO_LABELS
  const inner = height - PLOT.top - (labelled ? 0 : NO_LABELS)
  return (
    <div className="step-plot">
      <p className="plot-title">
        <span>{title.replaceAll(' %', '\u00a0%')}</span>
      </p>
      <Plot
        width={width}
        height={inner + PLOT.top + axisHeight}
        horizontal={horizontal}
        vertical={scale}
        verticalLabel={verticalLabel}
        axisHeight={axisHeight}
        curves={curves}
      />
      <EndLabels ends={ends} scale={scale} last={last} width={width} room={room} inner={inner} />
    </div>
  )
}

interface EndLabelsProps extends Pick<OnePlotProps, 'last' | 'width' | 'room'> {
  readonly ends: readonly EndLabel[]
  readonly scale: VerticalScale
  readonly inner: number
}

function EndLabels({ ends, scale, last, width, room, inner }: EndLabelsProps) {
  const heights = spread(
    ends.map(({ y }) => verticalPosition(scale, y, inner)),
    LINE,
    [4, inner - 4],
  )
  return (
    <svg
      className="step-names"
      style={{ top: TITLE + PLOT.top }}
      width={width + room}
      height={inner}
      aria-hidden="true"
    >
      {ends.map(({ name, x }, i) => (
        <text key={name} x={PLOT.left + (x / last) * plotWidth(width) + 6} y={heights[i]} dy="0.35em">
          {name}
        </text>
      ))}
    </svg>
  )
}
