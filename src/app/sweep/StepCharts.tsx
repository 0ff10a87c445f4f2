import { useMemo } from 'react'
import type { SweepConfig } from '../../config/sweep'
import { FOLLOWED, type Followed } from '../../engine/sweepHistory'
import { sweepFigureText } from '../../text/sweep/figure'
import { sweepNames } from '../../text/sweep/names'
import { stepText } from '../../text/sweep/steps'
import { PLOT, plotWidth } from '../charts/plotLayout'
import { useSize } from '../charts/useSize'
import type { VerticalScale } from '../charts/verticalScale'
import { Notation } from '../Notation'
import { LinesPlot } from './LinesPlot'
import { StepLegend } from './StepLegend'
import { stepAxisLayout } from './stepAxis'
import type { StepGroup, StepLine } from './stepLines'
import { markedIndices, stepLineData } from './stepMarks'
import { labelRoom } from './sweepLayout'
import { sweepScale } from './sweepScale'

interface StepChartsProps {
  readonly sweep: SweepConfig
  readonly groups: readonly StepGroup[]
  /** What is seen, for assistive technology. */
  readonly title: string
}

type Scales = Readonly<Record<Followed, VerticalScale>>

/** KL, Cov_N and their ratio over the training steps: a line for each swept value, a set of charts for each value of `by`. */
export function StepCharts({ sweep, groups, title }: StepChartsProps) {
  const lines = useMemo(() => groups.flatMap(group => group.lines), [groups])
  const scales = useMemo(() => scalesOf(sweep, lines), [sweep, lines])
  const steps = useMemo(() => lines.flatMap(line => line.steps), [lines])
  const several = sweep.by !== null && sweep.by.values.length > 1
  return (
    <div className="step-groups">
      {groups.map(group => (
        <section key={group.by} className="step-group">
          {several && <h3>{stepText.groupTitle(sweep, group)}</h3>}
          <GroupCharts
            sweep={sweep}
            group={group}
            title={several ? stepText.groupTitle(sweep, group) : title}
            scales={scales}
            steps={steps}
          />
        </section>
      ))}
    </div>
  )
}

/** One for each quantity, so that sets of charts can be compared. */
function scalesOf({ yScale }: SweepConfig, lines: readonly StepLine[]): Scales {
  const valuesOf = (followed: Followed): number[] =>
    lines.flatMap(({ points }) => points.flatMap(({ [followed]: { median, low, high } }) => [median, low, high]))
  const coverage = valuesOf('coverage')
  return {
    kl: sweepScale(yScale, valuesOf('kl')),
    // A share has nothing above 1: where all of them are, the axis shows what is below.
    coverage: sweepScale(yScale, coverage.every(value => value >= 1) ? [...coverage, 0.5] : coverage),
    ratio: sweepScale(yScale, valuesOf('ratio')),
  }
}

interface GroupChartsProps {
  readonly sweep: SweepConfig
  readonly group: StepGroup
  readonly title: string
  readonly scales: Scales
  /** All that are drawn in any set of charts. */
  readonly steps: readonly number[]
}

/** Height of a caption, px. */
const CAPTION = 20

/** Room below a chart without labels, px. */
const EDGE = 6

/** Height of a name beside a line, px, and the share of the width that names may take. */
const NAME = 15
const NAMES_WIDTH = 0.35

/** The three charts of one group, stacked on one axis of steps. */
function GroupCharts({ sweep, group: { lines }, title, scales, steps }: GroupChartsProps) {
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const inner = plotWidth(width)
  const chart = Math.floor((height - CAPTION * (FOLLOWED.length + 1) - (PLOT.axis - EDGE)) / FOLLOWED.length)
  const room = labelRoom(lines.map(({ name }) => name))
  const named = room <= NAMES_WIDTH * inner && lines.length * NAME <= chart - PLOT.top - EDGE
  const axis = useMemo(
    () => stepAxisLayout(sweep.xScale, steps, inner, named ? room : EDGE),
    [sweep.xScale, steps, inner, named, room],
  )
  const drawn = useMemo(() => {
    const marked = lines.map((line, i) => markedIndices(line, axis, inner, i / lines.length))
    return FOLLOWED.map(followed => ({
      followed,
      lines: lines.map((line, i) => stepLineData(sweep, line, followed, axis, marked[i])),
    }))
  }, [sweep, lines, axis, inner])
  const shown = inner > 40 && chart > 60
  return (
    <div className="step-body">
      {shown && !named && <StepLegend lines={lines} />}
      <div className="sweep-stage" ref={stage}>
        {shown && (
          <div role="img" aria-label={title}>
            {drawn.map(({ followed, lines: data }, i) => (
              <div key={followed}>
                <p className="sweep-caption">
                  <Notation text={quantityOf(sweep, followed)} />
                  {i === 0 && captionOfSeeds(sweep, lines)}
                </p>
                <LinesPlot
                  lines={data}
                  axis={axis}
                  scale={scales[followed]}
                  width={width}
                  height={i === FOLLOWED.length - 1 ? chart + PLOT.axis - EDGE : chart}
                  joined
                  labelled={i === FOLLOWED.length - 1}
                  named={named}
                />
              </div>
            ))}
            <p className="sweep-caption sweep-axis-name">{sweepFigureText.steps(sweep.xScale)}</p>
          </div>
        )}
      </div>
    </div>
  )
}

function captionOfSeeds(sweep: SweepConfig, lines: readonly StepLine[]): string {
  const cells = lines.flatMap(({ cell }) => cell ?? [])
  if (cells.length === 0) return ''
  return sweepFigureText.seedsOf(sweepNames.seedsInWords(sweep, cells), sweep.seeds > 1)
}

/** What is followed, with its unit. */
export function quantityOf(sweep: SweepConfig, followed: Followed): string {
  const name = sweepNames.followedName(followed, sweep)
  return followed === 'coverage' ? name : sweepFigureText.inNats(name)
}
