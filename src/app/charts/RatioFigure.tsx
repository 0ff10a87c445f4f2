import { memo, useId, useMemo } from 'react'
import { coverageAt, histogram } from '../../coverage/profile'
import type { RunDescription, Snapshot } from '../../engine/snapshot'
import { exploreText } from '../../text/explore'
import { readoutText, tailInWords } from '../../text/readout'
import { useFrame } from '../frame'
import { Later } from '../Later'
import { Notation } from '../Notation'
import { HistogramChart, histogramEdges } from './HistogramChart'
import { type ColouredProfile, ProfileChart } from './ProfileChart'
import { crosses, flips, OVER_PLOT, PLOT, plotWidth, STRIP, typeSize } from './plotLayout'
import { Readout } from './Readout'
import { axisOfTicks, axisPosition, axisValue, type RatioAxis, ticksAbove } from './ratioAxis'
import { TailPaint } from './TailPaint'
import { Threshold } from './Threshold'
import { useSize } from './useSize'
import { type ScaleKind, shareScale } from './verticalScale'

interface RatioFigureProps {
  readonly description: Pick<RunDescription, 'weights'>
  readonly snapshot: Pick<Snapshot, 'kl' | 'logRatios'>
  readonly run: ColouredProfile
  readonly ghosts: readonly ColouredProfile[]
  readonly band: number
  readonly kind: ScaleKind
  /** What the figure shows, for those who cannot see it. */
  readonly summary: string
}

/** The distribution of R above, its tail below, one horizontal axis, and N as one line through both. */
export function RatioFigure({ description, snapshot, run, ghosts, band, kind, summary }: RatioFigureProps) {
  const [stage, size] = useSize<HTMLDivElement>()
  const above = useFrame(state => ticksAbove(state.config.values.N))
  const axis = useMemo(() => axisOfTicks(above), [above])
  const shares = useMemo(
    () => histogram(snapshot.logRatios, description.weights, histogramEdges(axis)),
    [snapshot, description, axis],
  )
  // Where type is larger, as while presenting, so is the figure.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew, which styles the page, only for another size
  const type = useMemo(typeSize, [size])
  const paint = `tail${useId().replace(/\W/g, '')}`
  const width = plotWidth(size.width)
  const scale = useMemo(() => shareScale(kind), [kind])
  const plots = size.height - STRIP.top - STRIP.middle
  const upper = Math.round(0.42 * plots)
  const lower = plots - upper
  const tail = (ratio: number): string => tailInWords(coverageAt(run.profile, ratio), ratio)
  const tell = (x: number): string | null => {
    const at = x - PLOT.left
    return at < 0 || at > width ? null : tail(roundRatio(Math.exp(axisValue(axis, at, width))))
  }
  const heldTail = useFrame(state => tail(state.config.values.N))

  return (
    <div className="ratio-figure">
      <Readout tell={tell} held={heldTail} rest={readoutText.restRatio}>
        <div className="ratio-stage" ref={stage}>
          {width > 40 && plots > 120 && (
            <>
              <Gutters axis={axis} width={width} />
              <div className="ratio-plots" style={{ paddingTop: STRIP.top }} role="img" aria-label={summary}>
                <div>
                  <TailPaint id={paint} axis={axis} colour={run.colour} left={PLOT.left} width={width} height={upper} />
                  <HistogramChart
                    shares={shares}
                    axis={axis}
                    kind={kind}
                    width={size.width}
                    height={upper}
                    colour={run.colour}
                    paint={`url(#${paint})`}
                  />
                </div>
                <Mean
                  kl={snapshot.kl}
                  position={axisPosition(axis, snapshot.kl, width)}
                  axis={axis}
                  width={width}
                  type={type}
                />
                <Later>
                  <ProfileChart
                    run={run}
                    ghosts={ghosts}
                    kl={snapshot.kl}
                    band={band}
                    axis={axis}
                    kind={kind}
                    width={size.width}
                    height={lower}
                  />
                </Later>
              </div>
              <Threshold
                profile={run.profile}
                axis={axis}
                width={width}
                profileTop={STRIP.top + upper + STRIP.middle + PLOT.top}
                profileHeight={lower - PLOT.top - PLOT.axis}
                scale={scale}
                type={type}
              />
            </>
          )}
        </div>
        <AxisCaption shares={shares} />
      </Readout>
    </div>
  )
}

/** A ratio of two digits: what is pointed at is not known better. */
function roundRatio(ratio: number): number {
  return ratio >= 1 ? Number(ratio.toPrecision(2)) : 1 / Number((1 / ratio).toPrecision(2))
}

/** Which side is which, and how much lies beyond the axis on either. */
const AxisCaption = memo(function AxisCaption({ shares }: { readonly shares: Float64Array }) {
  const [below, above] = [shares[0], shares[shares.length - 1]]
  return (
    <p className="axis-caption" style={{ paddingLeft: PLOT.left, paddingRight: PLOT.right }}>
      <span>{exploreText.morelikely(below)}</span>
      <span>{exploreText.lesslikely(above)}</span>
    </p>
  )
})

/** The bands at both ends that collect what lies beyond the axis. */
const Gutters = memo(function Gutters({ axis, width }: { readonly axis: RatioAxis; readonly width: number }) {
  const place = { width: axisPosition(axis, axis.low, width), top: STRIP.top, bottom: PLOT.axis }
  return (
    <div className="plot-overlay" style={OVER_PLOT} aria-hidden="true">
      <span className="gutter gutter-low" style={place} />
      <span className="gutter gutter-high" style={place} />
    </div>
  )
})

interface MeanProps {
  readonly kl: number
  readonly position: number
  readonly axis: RatioAxis
  readonly width: number
  /** Size of the page's type, px. */
  readonly type: number
}

/** The mark of the mean between the plots; an arrow at the edge where the mean lies beyond the axis. */
function Mean({ kl, position, axis, width, type }: MeanProps) {
  const beyond = kl > axis.high
  const label = exploreText.mean(kl, width > 420)
  const threshold = useFrame(state => axisPosition(axis, Math.log(state.config.values.N), width))
  const flipped =
    flips(position, width, label, type, STRIP.name) || crosses(position, threshold, label, type, STRIP.name)
  return (
    <div className="mean-strip" style={{ height: STRIP.middle, paddingLeft: PLOT.left }}>
      <div className={`mean ${flipped ? 'flipped' : ''}`} style={{ transform: `translateX(${position}px)` }}>
        <span className="mean-mark">{beyond ? '▶' : '▲'}</span>
        <span className="mean-label">{label}</span>
      </div>
      <span className="strip-label">
        <Notation text={exploreText.strip} />
      </span>
    </div>
  )
}
