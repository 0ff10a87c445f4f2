import { useMemo } from 'react'
import { coverageAt } from '../../coverage/profile'
import type { Snapshot } from '../../engine/snapshot'
import { unseenMass } from '../../scenarios/missingMass'
import { profileOf } from '../../state/derive'
import type { Run } from '../../state/types'
import { datasets } from '../../text/datasetSentences'
import { formatRatio } from '../../text/format'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { readoutText, tailInWords } from '../../text/readout'
import { ChartPanel } from '../charts/ChartPanel'
import { type CurveData, type Horizontal, Plot } from '../charts/Plot'
import { PLOT, plotWidth } from '../charts/plotLayout'
import { Readout } from '../charts/Readout'
import { runColour } from '../charts/runColour'
import { useSize } from '../charts/useSize'
import { shareScale, tickLabel } from '../charts/verticalScale'
import { useDatasets } from './datasets'
import { meanProfile } from './meanProfile'
import type { PictureProps } from './picture'

/** Points of the curve. */
const GRID = 240

/** The coverage profile averaged over datasets, up to ratios that no model of the class can express. */
export function MeanProfile({ run, ghosts, snapshot }: PictureProps) {
  const { N, B } = run.config.values
  const shown = useDatasets(run, snapshot)
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const edge = 2 * B
  const grid = useMemo(() => Array.from({ length: GRID + 1 }, (_, i) => (i * edge) / GRID), [edge])
  const title = titleOf(run, shown)
  const unseen = unseenMass(run.config.values)
  const tell = (x: number): string | null => {
    const along = (x - PLOT.left) / plotWidth(width)
    if (shown.length === 0 || !(along >= 0 && along <= 1)) return null
    const i = Math.round(along * GRID)
    return tailInWords(meanProfile(run, shown, grid)[i], Math.exp(grid[i]))
  }
  return (
    <ChartPanel
      id="mean-profile"
      className="picture picture-wide"
      title={title}
      table={{
        caption: picturesText.meanProfileSummary,
        head: picturesText.meanProfileHead([picturesText.thisRun]),
        rows: () => (shown.length === 0 ? [] : profileRows(run, shown, grid)),
      }}
      looking={() => lookingAt.meanProfile(title, unseen)}
      note={picturesText.meanProfileNote(unseen, N, Math.exp(B))}
    >
      <Readout tell={tell} rest={readoutText.restCurve} axis={picturesText.meanProfileAxis}>
        <div
          className="picture-stage"
          ref={stage}
          role="img"
          aria-label={picturesText.summary(picturesText.meanProfileSummary, title)}
        >
          {width > 120 && height > 80 && shown.length > 0 && (
            <ProfilePlot {...{ run, ghosts, shown, grid, unseen, N, B, width, height }} />
          )}
        </div>
      </Readout>
    </ChartPanel>
  )
}

/** Every tenth point of the curve. */
function profileRows(run: Run, shown: readonly Snapshot[], grid: readonly number[]): number[][] {
  const mean = meanProfile(run, shown, grid)
  return grid.flatMap((logN, i) => (i % 10 === 0 ? [[Math.exp(logN), mean[i]]] : []))
}

interface ProfilePlotProps {
  readonly run: Run
  readonly ghosts: readonly Run[]
  readonly shown: readonly Snapshot[]
  readonly grid: readonly number[]
  readonly unseen: number
  readonly N: number
  readonly B: number
  readonly width: number
  readonly height: number
}

function ProfilePlot({ run, ghosts, shown, grid, unseen, N, B, width, height }: ProfilePlotProps) {
  const curves = useMemo(() => {
    const curveOf = (of: Run, snapshots: readonly Snapshot[], pale: boolean): CurveData => {
      const mean = meanProfile(of, snapshots, grid)
      const line = { stroke: runColour(of), strokeWidth: pale ? 1.5 : 2.25, strokeOpacity: pale ? 0.55 : 1 }
      return { key: String(of.id), points: grid.map((x, i) => ({ x, y: mean[i] })), line }
    }
    const earlier = ghosts.map(ghost => ({ ghost, drawn: ghost.snapshots.filter(({ step }) => step > 0) }))
    return [
      ...earlier.filter(({ drawn }) => drawn.length > 0).map(({ ghost, drawn }) => curveOf(ghost, drawn, true)),
      curveOf(run, shown, false),
    ]
  }, [run, ghosts, shown, grid])
  const largest = Math.max(unseen, ...curves.flatMap(({ points }) => points.map(({ y }) => y ?? 0)))
  const scale = shareScale('root', largest)
  const end = grid[grid.length - 1]
  const horizontal = useMemo<Horizontal>(
    () => ({ domain: [0, end], ticks: ratioTicks(end, plotWidth(width)), label: x => formatRatio(Math.exp(x)) }),
    [end, width],
  )
  const drawn = useMemo<CurveData[]>(
    () => [
      guide('N', [Math.log(N), 0], [Math.log(N), scale.top], '2 3'),
      guide('edge', [B, 0], [B, scale.top], '2 3'),
      ...curves,
      // Where theory and measurement agree, it lies on the curve.
      guide('unseen', [0, unseen], [B, unseen], '6 4'),
    ],
    [curves, unseen, N, B, scale.top],
  )
  return (
    <Plot
      width={width}
      height={height}
      horizontal={horizontal}
      vertical={scale}
      verticalLabel={tick => tickLabel(scale, tick)}
      axisHeight={PLOT.axis}
      curves={drawn}
    />
  )
}

function guide(key: string, from: readonly [number, number], to: readonly [number, number], dashes: string): CurveData {
  return {
    key,
    points: [from, to].map(([x, y]) => ({ x, y })),
    line: { stroke: 'var(--strong)', strokeWidth: 1.5, strokeDasharray: dashes },
  }
}

/** Powers of four that leave room for their labels. */
function ratioTicks(end: number, width: number): number[] {
  const fours = Math.floor(end / Math.log(4) + 1e-9)
  const room = 7 * formatRatio(4 ** fours).length + 10
  const stride = Math.max(1, Math.ceil((room * fours) / Math.max(1, width)))
  return Array.from({ length: fours + 1 }, (_, k) => k)
    .filter(k => k % stride === 0)
    .map(k => k * Math.log(4))
}

/** Whether more certainty about what is missed would help: the mean at N, and where the model can express no more. */
function titleOf(run: Run, shown: readonly Snapshot[]): string {
  if (shown.length === 0) return picturesText.meanProfileEmpty
  const { N, B } = run.config.values
  const at = (ratio: number) =>
    shown.reduce((sum, one) => sum + coverageAt(profileOf(run, one), ratio), 0) / shown.length
  return picturesText.meanProfileTitle(N, at(N), Math.log(N) > B, at(Math.exp(B)), datasets(shown.length))
}
