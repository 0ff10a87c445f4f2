import { useMemo, useState } from 'react'
import { coverageAt } from '../../coverage/profile'
import type { Snapshot } from '../../engine/snapshot'
import { profileOf, snapshotAt } from '../../state/derive'
import type { Run } from '../../state/types'
import { exploreText } from '../../text/explore'
import { formatNumber } from '../../text/format'
import { growthTitle } from '../../text/growthTitle'
import { lookingAt } from '../../text/lookingAtPictures'
import { picturesText } from '../../text/pictures'
import { growthInWords, readoutText } from '../../text/readout'
import { ChartPanel } from '../charts/ChartPanel'
import { type CurveData, type Horizontal, Plot } from '../charts/Plot'
import { PLOT, plotWidth } from '../charts/plotLayout'
import { Readout } from '../charts/Readout'
import { runColour } from '../charts/runColour'
import { useSize } from '../charts/useSize'
import { fittedScale, tickLabel } from '../charts/verticalScale'
import { Segmented } from '../controls/Segmented'
import { useFrame } from '../frame'
import { useRunLabels } from '../runLabels'
import type { PictureProps } from './picture'

const KINDS = [
  { value: 'log', label: exploreText.log, description: picturesText.growthLog },
  { value: 'linear', label: exploreText.linear },
] as const

type Kind = (typeof KINDS)[number]['value']

interface Curve {
  readonly run: Run
  readonly kl: Float64Array
}

/** KL of the first h tokens against h, beside those of earlier runs. */
export function Growth({ run, ghosts, snapshot }: PictureProps) {
  const [kind, setKind] = useState<Kind>('log')
  const playhead = useFrame(state => state.playhead)
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const curves = useMemo(
    () => [
      ...ghosts.flatMap(ghost => {
        const then = snapshotAt(ghost, playhead)
        return then ? [{ run: ghost, kl: then.klByPosition }] : []
      }),
      { run, kl: snapshot.klByPosition },
    ],
    [ghosts, playhead, run, snapshot],
  )
  const labels = useRunLabels()
  const longest = Math.max(...curves.map(({ kl }) => kl.length))
  const title = growthTitle(snapshot.klByPosition)
  const tell = (x: number): string | null => {
    const along = (x - PLOT.left) / plotWidth(width)
    if (!(along > -0.02 && along < 1.02)) return null
    const most = Math.max(2, longest)
    const tokens = Math.round(kind === 'log' ? most ** along : along * most)
    const h = Math.min(longest, Math.max(1, tokens))
    return growthInWords(
      h,
      curves.flatMap(({ run: one, kl }) => (h <= kl.length ? { label: labels.get(one.id) ?? '', kl: kl[h - 1] } : [])),
    )
  }
  return (
    <ChartPanel
      id="growth"
      className="picture picture-wide"
      title={title}
      tools={
        <Segmented legend={picturesText.growthTools} legendHidden options={KINDS} value={kind} onChoose={setKind} />
      }
      table={{
        caption: picturesText.growthSummary,
        head: picturesText.growthHead(curves.map(curve => labels.get(curve.run.id) ?? picturesText.thisRun)),
        rows: () => Array.from({ length: longest }, (_, h) => [h + 1, ...curves.map(({ kl }) => kl[h] ?? Number.NaN)]),
      }}
      looking={() => lookingAt.growth(title, snapshot.klByPosition.length, kind === 'log', curves.length - 1)}
      note={picturesText.growthNote(coverageNote(run, snapshot))}
    >
      <Readout tell={tell} rest={readoutText.restCurve} axis={picturesText.growthAxis}>
        <div
          className="picture-stage"
          ref={stage}
          role="img"
          aria-label={picturesText.summary(picturesText.growthSummary, title)}
        >
          {width > 120 && height > 80 && <GrowthPlot curves={curves} kind={kind} width={width} height={height} />}
        </div>
      </Readout>
    </ChartPanel>
  )
}

interface GrowthPlotProps {
  readonly curves: readonly Curve[]
  readonly kind: Kind
  readonly width: number
  readonly height: number
}

function GrowthPlot({ curves, kind, width, height }: GrowthPlotProps) {
  const longest = Math.max(2, ...curves.map(({ kl }) => kl.length))
  const scale = useMemo(
    () =>
      fittedScale(
        kind,
        curves.flatMap(({ kl }) => Array.from(kl)),
      ),
    [kind, curves],
  )
  const horizontal = useMemo(() => horizontalOf(kind, longest), [kind, longest])
  const drawn = useMemo<CurveData[]>(
    () =>
      curves.map(({ run, kl }, i) => ({
        key: String(run.id),
        points: Array.from(kl, (y, h) => ({ x: kind === 'log' ? Math.log(h + 1) : h + 1, y })),
        line:
          i === curves.length - 1
            ? { stroke: runColour(run), strokeWidth: 2.25 }
            : { stroke: runColour(run), strokeWidth: 1.5, strokeOpacity: 0.55 },
      })),
    [curves, kind],
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

/** Doublings of the length on a logarithmic axis, quarters of it on a linear one. */
function horizontalOf(kind: Kind, longest: number): Horizontal {
  if (kind === 'linear') {
    const ticks = [0, 1, 2, 3, 4].map(quarter => Math.round((quarter * longest) / 4))
    return { domain: [0, longest], ticks: [...new Set(ticks)], label: formatNumber }
  }
  const doublings = Math.floor(Math.log2(longest) + 1e-9)
  const stride = Math.ceil((doublings + 1) / 6)
  const ticks = Array.from({ length: doublings + 1 }, (_, k) => k).filter(k => k % stride === 0)
  return {
    domain: [0, Math.log(longest)],
    ticks: ticks.map(k => k * Math.LN2),
    label: log => formatNumber(Math.round(Math.exp(log))),
  }
}

/** What the rare prompt can cost at most, and what it does. */
function coverageNote(run: Run, snapshot: Snapshot): string {
  const { description, config } = run
  const { N } = config.values
  if (!description?.weights || N <= 1) return ''
  const { weights, prompt, promptNames } = description
  const rare = promptNames.indexOf('rare')
  const mass = weights.reduce((sum, weight, i) => (prompt[i] === rare ? sum + weight : sum), 0)
  const coverage = coverageAt(profileOf(run, snapshot), N)
  return picturesText.growthRare(N, coverage, mass)
}
