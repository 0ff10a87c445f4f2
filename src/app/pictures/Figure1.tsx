import { useMemo } from 'react'
import { type BandedPoint, coverageHistory, klHistory, type Point } from '../../state/derive'
import { evenlySpaced } from '../../state/selection'
import type { Run } from '../../state/types'
import { figure1Title } from '../../text/figure1Title'
import { lookingAt } from '../../text/lookingAtPictures'
import { otherRunsText } from '../../text/otherRuns'
import { picturesText } from '../../text/pictures'
import { ChartPanel } from '../charts/ChartPanel'
import type { CurveData } from '../charts/Plot'
import { runColour } from '../charts/runColour'
import { type StepPlot, StepPlots } from '../charts/StepPlots'
import { decimated, nearestIndex } from '../charts/series'
import { fittedScale } from '../charts/verticalScale'
import { OtherRuns } from './OtherRuns'
import type { PictureProps } from './picture'

/** Of the paper's figure. */
const RATIOS = [2, 4, 6, 12]
const DASHES = ['2 3', '6 3', '10 3 2 3', '14 4']
/** Pixels that lines are thinned for. */
const RESOLUTION = 600
const ROWS = 126

interface CoverageLine {
  readonly N: number
  readonly points: readonly BandedPoint[]
}

/** KL and the coverage profile at several N over the same steps: one falls all along, the other need not. */
export function Figure1({ run, ghosts, snapshot }: PictureProps) {
  const { N } = run.config.values
  const { snapshots, description } = run
  // N is part of a run's configuration, so the run is another object for each N; its snapshots are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const kl = useMemo(() => klHistory(run), [snapshots])
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const lines = useMemo(
    () => [...new Set([...RATIOS, N])].sort((a, b) => a - b).map(n => ({ N: n, points: coverageHistory(run, n) })),
    [snapshots, description, N],
  )
  const others = useMemo(() => othersOf(ghosts, N, run.config.values.T), [ghosts, N, run.config.values.T])
  const plots = useMemo(() => plotsOf(run, kl, lines, others), [run, kl, lines, others])
  const own = lines.find(line => line.N === N)!.points
  const at = nearestIndex(kl, snapshot.step)
  const valuesAt = (i: number) => lines.map(line => ({ N: line.N, value: line.points[i].value }))
  const summarise = (step: number): string => {
    const i = nearestIndex(kl, step)
    if (i < 0) return ''
    return picturesText.figure1Moment(kl[i].value, valuesAt(i))
  }
  const title = figure1Title(own, kl, N)
  return (
    <ChartPanel
      id="figure1"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.figure1Table,
        head: picturesText.figure1Head(lines.map(line => line.N)),
        rows: () =>
          evenlySpaced(kl.length, ROWS).map(i => [
            kl[i].step,
            kl[i].value,
            ...lines.map(({ points }) => points[i].value),
          ]),
      }}
      looking={() => lookingAt.figure1(title, N, ghosts.length)}
      note={
        <>
          {picturesText.figure1Note(snapshot.step, valuesAt(at), N)}{' '}
          <OtherRuns runs={ghosts} drawn={otherRunsText.lines(N)} />
        </>
      }
    >
      <StepPlots run={run} plots={plots} summarise={summarise} />
    </ChartPanel>
  )
}

/** What is drawn of another run, as far as the axis of steps reaches. */
interface Other {
  readonly run: Run
  readonly kl: readonly Point[]
  readonly coverage: readonly Point[]
}

function othersOf(ghosts: readonly Run[], N: number, last: number): Other[] {
  const within = <P extends Point>(points: readonly P[]) => points.filter(({ step }) => step <= last)
  return ghosts.map(run => ({ run, kl: within(klHistory(run)), coverage: within(coverageHistory(run, N)) }))
}

function plotsOf(run: Run, kl: readonly Point[], lines: readonly CoverageLine[], others: readonly Other[]): StepPlot[] {
  const { N } = run.config.values
  const colour = runColour(run)
  const last = run.config.values.T
  const curve = (key: string, points: readonly Point[], line: CurveData['line']): CurveData => ({
    key,
    points: decimated(points, last, RESOLUTION).map(({ step, value }) => ({ x: step, y: value })),
    ...(line && { line }),
  })
  const end = (name: string, points: readonly Point[]) => {
    const point = points[points.length - 1]
    return { name, x: point.step, y: point.value }
  }
  const besides = (what: 'kl' | 'coverage'): CurveData[] =>
    others.map(other =>
      curve(`run ${other.run.id}`, other[what], {
        stroke: runColour(other.run),
        strokeWidth: 1.5,
        strokeOpacity: 0.55,
      }),
    )
  const valuesOf = (points: readonly Point[]) => points.map(({ value }) => value)
  return [
    {
      key: 'coverage',
      title: picturesText.figure1Upper,
      curves: [
        ...besides('coverage'),
        ...lines.map(({ N: n, points }) =>
          curve(String(n), points, {
            stroke: colour,
            ...(n === N ? { strokeWidth: 2.5 } : { strokeWidth: 1.5, strokeDasharray: DASHES[RATIOS.indexOf(n)] }),
          }),
        ),
      ],
      scale: fittedScale('linear', [
        ...lines.flatMap(({ points }) => valuesOf(points)),
        ...others.flatMap(other => valuesOf(other.coverage)),
      ]),
      ends: lines.map(({ N: n, points }) => end(picturesText.atN(n), points)),
    },
    {
      key: 'kl',
      title: picturesText.figure1Lower,
      curves: [...besides('kl'), curve('kl', kl, { stroke: colour, strokeWidth: 2 })],
      scale: fittedScale('linear', [...valuesOf(kl), ...others.flatMap(other => valuesOf(other.kl))]),
      ends: [end(picturesText.kl, kl)],
    },
  ]
}
