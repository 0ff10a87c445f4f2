import { memo, useMemo } from 'react'
import { klBound } from '../../coverage/bounds'
import { type CoverageProfile, coverageAt } from '../../coverage/profile'
import { formatRatio } from '../../text/format'
import { type CurveData, type Horizontal, Plot } from './Plot'
import { PLOT, plotWidth, tickSize } from './plotLayout'
import { axisDomain, axisTicks, type RatioAxis } from './ratioAxis'
import { type ScaleKind, shareScale, tickLabel } from './verticalScale'

export interface ColouredProfile {
  readonly id: number
  readonly profile: CoverageProfile
  readonly colour: string
}

interface ProfileChartProps {
  readonly run: ColouredProfile
  readonly ghosts: readonly ColouredProfile[]
  /** KL of the run in nats, for the bound of Prop. D.1. */
  readonly kl: number
  /** Half width of the band; 0 where the profile is exact. */
  readonly band: number
  readonly axis: RatioAxis
  readonly kind: ScaleKind
  readonly width: number
  readonly height: number
}

/** The coverage profile against N, with its band, the KL bound and the ghosts' profiles. */
export const ProfileChart = memo(function ProfileChart(props: ProfileChartProps) {
  const { run, ghosts, kl, band, axis, kind, width, height } = props
  const scale = useMemo(() => shareScale(kind), [kind])
  const verticalLabel = useMemo(() => (tick: number) => tickLabel(scale, tick, { below: true }), [scale])
  const horizontal = useMemo<Horizontal>(
    () => ({ domain: axisDomain(axis), ticks: axisTicks(axis, plotWidth(width), tickSize()), label: ratioLabel }),
    [axis, width],
  )
  const curves = useMemo(
    () => curvesOf({ run, ghosts, kl, band, lowest: scale.bottom, grid: gridOf(axis, plotWidth(width)) }),
    [run, ghosts, kl, band, axis, scale, width],
  )
  return (
    <Plot
      width={width}
      height={height}
      horizontal={horizontal}
      vertical={scale}
      verticalLabel={verticalLabel}
      axisHeight={PLOT.axis}
      curves={curves}
    />
  )
})

interface CurvesInput extends Pick<ProfileChartProps, 'run' | 'ghosts' | 'kl' | 'band'> {
  /** log N at which everything is evaluated. */
  readonly grid: readonly number[]
  /** The smallest value that is on the axis. */
  readonly lowest: number
}

function curvesOf({ run, ghosts, kl, band, grid, lowest }: CurvesInput): CurveData[] {
  const along = ({ profile }: ColouredProfile) => grid.map(x => ({ x, y: coverageAt(profile, Math.exp(x)) }))
  const points = along(run)
  const bound = grid.map(x => {
    const value = klBound(kl, Math.exp(x))
    return { x, y: value !== null && value >= lowest && value <= 1 ? value : null }
  })
  const curves: CurveData[] = ghosts.map(ghost => ({
    key: `ghost ${ghost.id}`,
    points: along(ghost),
    line: { stroke: ghost.colour, strokeWidth: 1.5, strokeOpacity: 0.55 },
  }))
  if (band > 0) {
    curves.unshift({
      key: 'band',
      points: points.map(({ x, y }) => ({ x, y: y + band })),
      base: points.map(({ y }) => y - band),
      fill: run.colour,
      fillOpacity: 0.18,
    })
  }
  curves.push({
    key: 'bound',
    points: bound,
    line: { stroke: 'var(--ink-soft)', strokeWidth: 1.5, strokeDasharray: '5 4' },
  })
  curves.push({ key: 'run', points, line: { stroke: run.colour, strokeWidth: 2.25 } })
  return curves
}

/** Log ratios about 1.5 px apart, between the gutters. */
function gridOf({ low, high }: RatioAxis, pixels: number): number[] {
  const count = Math.max(2, Math.round(pixels / 1.5))
  return Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count)
}

function ratioLabel(logRatio: number): string {
  return formatRatio(Math.exp(logRatio))
}
