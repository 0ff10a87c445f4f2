import { useMemo } from 'react'
import { type BandedPoint, coverageHistory, klHistory, type Point } from '../../state/derive'
import { evenlySpaced } from '../../state/selection'
import type { Run } from '../../state/types'
import { figure1Title } from '../../text/figure1Title'
import { formatCount, formatNats, formatNumber, formatRatio, subscript } from '../../text/format'
import { AsTable } from '../charts/AsTable'
import type { CurveData } from '../charts/Plot'
import { runColour } from '../charts/runColour'
import { type StepPlot, StepPlots } from '../charts/StepPlots'
import { decimated, nearestIndex } from '../charts/series'
import { fittedScale } from '../charts/verticalScale'
import { PicturePanel } from './PicturePanel'
import type { PictureProps } from './picture'

/** Of the paper's figure. */
const RATIOS = [2, 4, 6, 12]
const DASHES = ['2 3', '6 3', '10 3 2 3', '14 4']
/** Pixels that lines are thinned for. */
const RESOLUTION = 600
const ROWS = 26

interface CoverageLine {
  readonly N: number
  readonly points: readonly BandedPoint[]
}

/** KL and the coverage profile at several N over the same steps: one falls all along, the other need not. */
export function Figure1({ run, snapshot }: PictureProps) {
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
  const plots = useMemo(() => plotsOf(run, kl, lines, N), [run, kl, lines, N])
  const own = lines.find(line => line.N === N)!.points
  const at = nearestIndex(kl, snapshot.step)
  const summarise = (step: number): string => {
    const i = nearestIndex(kl, step)
    if (i < 0) return ''
    const coverage = lines.map(line => `Cov at ${formatNumber(line.N)} ${formatNumber(line.points[i].value)}`)
    return [`KL ${formatNats(kl[i].value)}`, ...coverage].join(', ')
  }
  return (
    <PicturePanel
      title={figure1Title(own, kl, N)}
      note={`At step ${formatCount(snapshot.step)}: ${lines.map(({ N: n, points }) => `Cov${subscript(n)} ${formatNumber(points[at].value)}`).join(', ')}. Bold: the N that is set, ${formatRatio(N)}.`}
    >
      <StepPlots run={run} plots={plots} summarise={summarise} />
      <AsTable
        caption="KL and coverage against steps"
        head={['Step', 'KL, nats', ...lines.map(({ N: n }) => `Cov at N = ${formatNumber(n)}`)]}
        rows={() =>
          evenlySpaced(kl.length, ROWS).map(i => [
            formatCount(kl[i].step),
            formatNumber(kl[i].value),
            ...lines.map(({ points }) => formatNumber(points[i].value)),
          ])
        }
      />
    </PicturePanel>
  )
}

function plotsOf(run: Run, kl: readonly Point[], lines: readonly CoverageLine[], N: number): StepPlot[] {
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
  return [
    {
      key: 'coverage',
      title: 'Share under-weighted N times or more',
      curves: lines.map(({ N: n, points }) =>
        curve(String(n), points, {
          stroke: colour,
          ...(n === N ? { strokeWidth: 2.5 } : { strokeWidth: 1.5, strokeDasharray: DASHES[RATIOS.indexOf(n)] }),
        }),
      ),
      scale: fittedScale(
        'linear',
        lines.flatMap(({ points }) => points.map(({ value }) => value)),
      ),
      ends: lines.map(({ N: n, points }) => end(`N = ${formatNumber(n)}`, points)),
    },
    {
      key: 'kl',
      title: 'KL, nats',
      curves: [curve('kl', kl, { stroke: colour, strokeWidth: 2 })],
      scale: fittedScale(
        'linear',
        kl.map(({ value }) => value),
      ),
      ends: [end('KL', kl)],
    },
  ]
}
