import { useMemo, useState } from 'react'
import { coverageAt } from '../../coverage/profile'
import type { Snapshot } from '../../engine/snapshot'
import { profileOf, snapshotAt } from '../../state/derive'
import type { Run } from '../../state/types'
import { formatNumber, subscript } from '../../text/format'
import { growthTitle } from '../../text/growthTitle'
import { type CurveData, type Horizontal, Plot } from '../charts/Plot'
import { PLOT } from '../charts/plotLayout'
import { runColour } from '../charts/runColour'
import { useSize } from '../charts/useSize'
import { fittedScale, tickLabel } from '../charts/verticalScale'
import { Segmented } from '../controls/Segmented'
import { useFrame } from '../frame'
import { PicturePanel } from './PicturePanel'
import type { PictureProps } from './picture'

const KINDS = [
  { value: 'log', label: 'log', description: 'Both axes logarithmic: a power of the length is a straight line' },
  { value: 'linear', label: 'linear' },
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
  const title = growthTitle(snapshot.klByPosition)
  return (
    <PicturePanel
      title={title}
      tools={<Segmented legend="Axes of the growth" legendHidden options={KINDS} value={kind} onChoose={setKind} />}
      note={`KL of the first h tokens in nats, against h. ${coverageNote(run, snapshot)}`}
    >
      <div className="picture-stage" ref={stage} role="img" aria-label={`KL against the number of tokens. ${title}.`}>
        {width > 120 && height > 80 && <GrowthPlot curves={curves} kind={kind} width={width} height={height} />}
      </div>
    </PicturePanel>
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
  return `Cov${subscript(N)} = ${formatNumber(coverage)}, at most the share of the rare prompt, μ(1) = ${formatNumber(mass)}, whatever H.`
}
