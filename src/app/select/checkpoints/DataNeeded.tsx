import { useMemo } from 'react'
import { wilsonInterval } from '../../../coverage/bands'
import type { PickRule } from '../../../coverage/resampling'
import { type QualityAt, RESAMPLES } from '../../../state/pickQuality'
import { formatCount, formatNumber, formatPercent } from '../../../text/format'
import { checkpointsText } from '../../../text/select/checkpoints'
import { AsTable } from '../../charts/AsTable'
import { PLOT, plotWidth } from '../../charts/plotLayout'
import { useSize } from '../../charts/useSize'
import { shareScale } from '../../charts/verticalScale'
import { type LineData, LinesPlot } from '../../sweep/LinesPlot'
import { Marker } from '../../sweep/Marker'
import type { SeriesStyle } from '../../sweep/seriesStyle'
import { apart, DIGIT, GAP, type SweepAxisLayout } from '../../sweep/sweepLayout'

/** Every line is of the same runs; marker and dash tell the ways of selecting apart. */
const STYLES: Readonly<Record<PickRule, SeriesStyle>> = {
  tournament: { colour: 'var(--ink)', dash: undefined, shape: 'circle' },
  offset: { colour: 'var(--ink)', dash: '9 3 2 3', shape: 'triangle' },
  crossEntropy: { colour: 'var(--ink-soft)', dash: '7 3', shape: 'square' },
  kl: { colour: 'var(--ink-soft)', dash: '2 3', shape: 'diamond' },
}
const RULES = ['tournament', 'offset', 'crossEntropy', 'kl'] as const

interface DataNeededProps {
  /** By size of the held-out sets; null while it is being computed. */
  readonly quality: readonly QualityAt[] | null
  /** The size that is chosen. */
  readonly rows: number
}

/** How often each pick is right against the size of the held-out set. */
export function DataNeeded({ quality, rows }: DataNeededProps) {
  const shown = quality?.find(({ n }) => n === rows)
  if (!quality || !shown) {
    return <p className="picture-empty">{checkpointsText.dataEmpty}</p>
  }
  const drawn = RULES.filter(rule => quality[0].by[rule])
  const title = checkpointsText.dataTitle(shown)
  return (
    <>
      <h3 className="data-title">{title}</h3>
      <ul className="step-legend">
        {drawn.map(rule => (
          <li key={rule}>
            <svg width={34} height={14} aria-hidden="true">
              <path d="M0 7h34" stroke={STYLES[rule].colour} strokeWidth={2} strokeDasharray={STYLES[rule].dash} />
              <Marker x={17} y={7} style={STYLES[rule]} />
            </svg>
            {checkpointsText.picks[rule]}
          </li>
        ))}
      </ul>
      <Lines quality={quality} title={title} />
      <p className="sweep-caption sweep-axis-name">{checkpointsText.dataAxis}</p>
      <AsTable
        caption={checkpointsText.dataTable}
        head={['n', ...drawn.flatMap(rule => [checkpointsText.picks[rule], checkpointsText.givesAway])]}
        rows={() =>
          quality.map(({ n, by }) => [
            formatCount(n),
            ...drawn.flatMap(rule => [formatPercent(by[rule]!.right / RESAMPLES), formatNumber(by[rule]!.regret)]),
          ])
        }
      />
    </>
  )
}

const SCALE = shareScale('linear')

interface LinesProps {
  readonly quality: readonly QualityAt[]
  readonly title: string
}

function Lines({ quality, title }: LinesProps) {
  const [stage, { width, height }] = useSize<HTMLDivElement>()
  const lines = useMemo(() => linesOf(quality), [quality])
  const axis = useMemo(() => axisOf(quality, plotWidth(width)), [quality, width])
  return (
    <div className="data-stage" ref={stage}>
      {plotWidth(width) > 40 && (
        <div role="img" aria-label={title}>
          <LinesPlot
            lines={lines}
            axis={axis}
            scale={SCALE}
            width={width}
            height={height}
            joined
            labelled
            named={false}
          />
        </div>
      )}
    </div>
  )
}

function linesOf(quality: readonly QualityAt[]): LineData[] {
  return RULES.filter(rule => quality[0].by[rule]).map(rule => ({
    key: rule,
    name: checkpointsText.picks[rule],
    style: STYLES[rule],
    points: quality.map(({ n, by }) => {
      const { right } = by[rule]!
      const { low, high } = wilsonInterval(right, RESAMPLES)
      return {
        x: Math.log10(n),
        y: right / RESAMPLES,
        band: [low, high] as const,
        title: checkpointsText.dataPoint(checkpointsText.picks[rule], n, right / RESAMPLES),
      }
    }),
  }))
}

function axisOf(quality: readonly QualityAt[], width: number): SweepAxisLayout {
  const places = quality.map(({ n }) => Math.log10(n))
  const [first, last] = [places[0], places[places.length - 1]]
  const margin = (PLOT.right / 2 / Math.max(1, width)) * (last - first)
  const domain = [first - margin, last + margin] as const
  const label = (tick: number) => formatCount(Math.round(10 ** tick))
  const pixels = (tick: number) => ((tick - domain[0]) / (domain[1] - domain[0])) * width
  return {
    domain,
    place: value => Math.log10(Number(value)),
    ticks: apart(places, tick => ({ at: pixels(tick), room: label(tick).length * DIGIT + GAP })),
    label,
  }
}
