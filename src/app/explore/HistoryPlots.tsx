import { useMemo } from 'react'
import { coverageHistory, klHistory, type Point } from '../../state/derive'
import type { Run } from '../../state/types'
import { type ColouredSeries, HistoryChart } from '../charts/HistoryChart'
import { Playhead } from '../charts/Playhead'
import { plotWidth, TITLE } from '../charts/plotLayout'
import { runColour } from '../charts/runColour'
import { decimated, nearestIndex } from '../charts/series'
import { useSize } from '../charts/useSize'
import { fittedScale, type VerticalScale } from '../charts/verticalScale'
import { formatNats, formatNumber } from '../format'
import { useFrame } from '../frame'

interface HistoryPlotsProps {
  readonly run: Run
  /** KL and Cov_N at every snapshot of the run. */
  readonly kl: readonly Point[]
  readonly coverage: readonly Point[]
  /** Half width of the band around Cov_N; 0 where it is exact. */
  readonly band: number
  readonly N: number
  readonly kind: 'log' | 'linear'
  /** What is seen in either plot. */
  readonly titles: readonly [string, string]
}

/** Decades that a logarithmic axis reaches down from its largest value. */
const KL_DECADES = 6
const COVERAGE_DECADES = 4

/** The two plots on one axis of steps, and the playhead over both. */
export function HistoryPlots({ run, kl, coverage, band, N, kind, titles }: HistoryPlotsProps) {
  const ghosts = useFrame(state => state.ghosts)
  const [stage, size] = useSize<HTMLDivElement>()
  const width = plotWidth(size.width)
  const last = Math.max(run.config.values.T, ...ghosts.map(ghost => ghost.snapshots.at(-1)?.step ?? 0))
  const frame = { id: run.id, colour: runColour(run), ghosts, last, width }
  const coverageOf = useMemo(() => (ghost: Run) => coverageHistory(ghost, N), [N])
  const klLines = useLines(kl, 0, klHistory, frame)
  const coverageLines = useLines(coverage, band, coverageOf, frame)
  const klScale = useMemo(() => scaleOf(kind, klLines, KL_DECADES), [kind, klLines])
  const coverageScale = useMemo(() => scaleOf(kind, coverageLines, COVERAGE_DECADES), [kind, coverageLines])
  const summarise = (step: number): string => {
    const at = nearestIndex(kl, step)
    return at < 0 ? '' : `KL ${formatNats(kl[at].value)}, Cov at ${formatNumber(N)} ${formatNumber(coverage[at].value)}`
  }
  const upper = Math.floor(size.height / 2) - 10
  const common = { last, width: size.width }

  return (
    <div className="history-stage" ref={stage}>
      {width > 40 && upper > 80 && (
        <>
          <div role="img" aria-label={titles.join('; ')}>
            <PlotTitle text={titles[0]} />
            <HistoryChart {...klLines} {...common} scale={klScale} height={upper - TITLE} labelled={false} />
            <PlotTitle text={titles[1]} />
            <HistoryChart
              {...coverageLines}
              {...common}
              scale={coverageScale}
              height={size.height - upper - TITLE}
              labelled
            />
          </div>
          <Playhead moments={run.snapshots} last={last} width={width} summarise={summarise} />
        </>
      )}
    </div>
  )
}

function PlotTitle({ text }: { readonly text: string }) {
  return (
    <p className="plot-title">
      <span>{text}</span>
    </p>
  )
}

interface Lines {
  readonly run: ColouredSeries
  readonly ghosts: readonly ColouredSeries[]
}

interface LinesFrame {
  readonly id: number
  readonly colour: string
  readonly ghosts: readonly Run[]
  readonly last: number
  readonly width: number
}

/** The run's points and its ghosts', thinned to what the plot can show. */
function useLines(
  points: readonly Point[],
  band: number,
  history: (run: Run) => readonly Point[],
  frame: LinesFrame,
): Lines {
  const { id, colour, ghosts, last, width } = frame
  const run = useMemo(
    () => ({ id, points: decimated(points, last, width), colour, band }),
    [id, colour, points, band, last, width],
  )
  const pale = useMemo(
    () =>
      ghosts.map(ghost => ({
        id: ghost.id,
        points: decimated(history(ghost), last, width),
        colour: runColour(ghost),
        band: 0,
      })),
    [ghosts, history, last, width],
  )
  return useMemo(() => ({ run, ghosts: pale }), [run, pale])
}

function scaleOf(kind: 'log' | 'linear', { run, ghosts }: Lines, decades: number): VerticalScale {
  const values = [run, ...ghosts].flatMap(({ points }) => points.map(({ value }) => value))
  if (run.band > 0) values.push(...run.points.map(({ value }) => Math.min(1, value + run.band)))
  return fittedScale(kind, values, decades)
}
