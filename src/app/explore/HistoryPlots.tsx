import { type ReactNode, useMemo } from 'react'
import { coverageAt } from '../../coverage/profile'
import { type BandedPoint, coverageHistory, klHistory, profileOf, runningMean, snapshotAt } from '../../state/derive'
import type { Run } from '../../state/types'
import { drawsDatasets, unitOf } from '../../state/unit'
import { ofDatasets } from '../../text/datasetSentences'
import { exploreText } from '../../text/explore'
import { besidesInWords, momentInWords, readoutText } from '../../text/readout'
import { type ColouredSeries, HistoryChart, type PickedPoint } from '../charts/HistoryChart'
import { Playhead } from '../charts/Playhead'
import { PLOT, plotWidth, TITLE } from '../charts/plotLayout'
import { Readout } from '../charts/Readout'
import { runColour } from '../charts/runColour'
import { decimated, nearestIndex } from '../charts/series'
import { useSize } from '../charts/useSize'
import { fittedScale, type VerticalScale } from '../charts/verticalScale'
import { useFrame } from '../frame'
import { Later } from '../Later'
import { type RunLabels, useRunLabels } from '../runLabels'
import { useOthers } from './useOthers'

/** A checkpoint that a way of selecting takes. */
export type HistoryPick = Pick<PickedPoint, 'kind' | 'step' | 'outdated'>

interface HistoryPlotsProps {
  readonly run: Run
  /** KL and Cov_N at every snapshot of the run. */
  readonly kl: readonly BandedPoint[]
  readonly coverage: readonly BandedPoint[]
  readonly N: number
  readonly kind: 'log' | 'linear'
  /** What is seen in either plot. */
  readonly titles: readonly [string, string]
  readonly picks: readonly HistoryPick[]
  /** What the axis counts, and what the marks are. */
  readonly axis: ReactNode
}

/** Decades that a logarithmic axis reaches down from its largest value. */
const KL_DECADES = 6
const COVERAGE_DECADES = 4

/** The two plots on one axis of steps or datasets, and the playhead over both. */
export function HistoryPlots({ run, kl, coverage, N, kind, titles, picks, axis }: HistoryPlotsProps) {
  const ghosts = useComparable(run)
  const labels = useRunLabels()
  const playhead = useFrame(state => state.playhead)
  const [stage, size] = useSize<HTMLDivElement>()
  const width = plotWidth(size.width)
  const last = Math.max(run.config.values.T, ...ghosts.map(ghost => ghost.snapshots.at(-1)?.step ?? 0))
  const frame = { run, ghosts, last, width }
  const coverageOf = useMemo(() => (ghost: Run) => coverageHistory(ghost, N), [N])
  const klLines = useLines(kl, klHistory, { ...frame, labels: ghosts.length > 0 ? labels : NO_LABELS })
  const coverageLines = useLines(coverage, coverageOf, { ...frame, labels: NO_LABELS })
  const klScale = useMemo(() => scaleOf(kind, klLines, KL_DECADES), [kind, klLines])
  const coverageScale = useMemo(() => scaleOf(kind, coverageLines, COVERAGE_DECADES), [kind, coverageLines])
  const klPicks = useMemo(() => placed(picks, kl), [picks, kl])
  const coveragePicks = useMemo(() => placed(picks, coverage), [picks, coverage])
  const summarise = (step: number): string => {
    const at = nearestIndex(kl, step)
    return at < 0 ? '' : exploreText.historyMoment(kl[at].value, N, coverage[at].value)
  }
  const moment = (step: number): string | null => {
    const at = nearestIndex(kl, step)
    if (at < 0 || step < -0.03 * last || step > 1.03 * last) return null
    const own = momentInWords(unitOf(run.config).one, kl[at].step, kl[at].value, N, coverage[at].value)
    const others = ghosts.flatMap(ghost => {
      const then = snapshotAt(ghost, kl[at].step)
      if (!then) return []
      return besidesInWords(labels.get(ghost.id) ?? '', then.kl, coverageAt(profileOf(ghost, then), N))
    })
    return [own, ...others].join(' · ')
  }
  const upper = Math.floor(size.height / 2) - 10
  const common = { last, width: size.width }

  return (
    <Readout
      tell={x => moment(((x - PLOT.left) / width) * last)}
      held={moment(playhead ?? last)}
      rest={readoutText.restSteps}
      // Each of the others is told of, too; about two fit on a line.
      lines={1 + Math.ceil(ghosts.length / 2)}
      axis={axis}
    >
      <div className="history-stage" ref={stage}>
        {width > 40 && upper > 80 && (
          <>
            <div role="img" aria-label={titles.join('; ')}>
              <PlotTitle text={titles[0]} />
              <HistoryChart
                {...klLines}
                {...common}
                scale={klScale}
                picks={klPicks}
                height={upper - TITLE}
                labelled={false}
              />
              <PlotTitle text={titles[1]} />
              <Later>
                <HistoryChart
                  {...coverageLines}
                  {...common}
                  scale={coverageScale}
                  picks={coveragePicks}
                  height={size.height - upper - TITLE}
                  labelled
                />
              </Later>
            </div>
            <Playhead run={run} last={last} width={width} summarise={summarise} />
          </>
        )}
      </div>
    </Readout>
  )
}

function placed(picks: readonly HistoryPick[], points: readonly BandedPoint[]): PickedPoint[] {
  return picks.flatMap(pick => {
    const point = points[nearestIndex(points, pick.step)]
    return point ? [{ ...pick, value: point.value }] : []
  })
}

function PlotTitle({ text }: { readonly text: string }) {
  return (
    <p className="plot-title">
      <span>{text}</span>
    </p>
  )
}

/** The earlier runs that share the run's horizontal axis: steps are not datasets. */
function useComparable(run: Run): readonly Run[] {
  const others = useOthers(run)
  const datasets = drawsDatasets(run.config)
  return useMemo(() => others.filter(other => drawsDatasets(other.config) === datasets), [others, datasets])
}

interface Lines {
  readonly run: ColouredSeries
  readonly ghosts: readonly ColouredSeries[]
}

/** One plot with names is enough. */
const NO_LABELS: RunLabels = new Map()

interface LinesFrame {
  readonly labels: RunLabels
  readonly run: Run
  readonly ghosts: readonly Run[]
  readonly last: number
  readonly width: number
}

/** The run's points and its ghosts', thinned to what the plot can show. */
function useLines(
  points: readonly BandedPoint[],
  history: (run: Run) => readonly BandedPoint[],
  { run: shown, ghosts, last, width, labels }: LinesFrame,
): Lines {
  const { id, colour } = shown
  // The run is another object for each N and each snapshot; its points are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const run = useMemo(() => seriesOf(shown, points, last, width, labels), [id, colour, points, last, width, labels])
  const pale = useMemo(
    () => ghosts.map(ghost => ({ ...seriesOf(ghost, history(ghost), last, width, labels), band: [], dots: [] })),
    [ghosts, history, last, width, labels],
  )
  return useMemo(() => ({ run, ghosts: pale }), [run, pale])
}

/** Steps make a line; datasets make dots, and their mean so far the line. */
function seriesOf(
  run: Run,
  points: readonly BandedPoint[],
  last: number,
  width: number,
  labels: RunLabels,
): ColouredSeries {
  const named = { id: run.id, colour: runColour(run), label: labels.get(run.id) ?? '' }
  if (drawsDatasets(run.config)) {
    const dots = ofDatasets(points)
    return { ...named, line: decimated(runningMean(dots), last, width), band: [], dots }
  }
  const line = decimated(points, last, width)
  return { ...named, line, band: line.some(({ low, high }) => low < high) ? line : [], dots: [] }
}

function scaleOf(kind: 'log' | 'linear', { run, ghosts }: Lines, decades: number): VerticalScale {
  const values = [run, ...ghosts].flatMap(({ line, dots }) => [...line, ...dots].map(({ value }) => value))
  return fittedScale(kind, [...values, ...run.band.map(({ high }) => high)], decades)
}
