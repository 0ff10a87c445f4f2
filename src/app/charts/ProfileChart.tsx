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
  const grid = useMemo(() => gridOf(axis, plotWidth(width)), [axis, width])
  // While a run is trained the others' curves stay what they are.
  const pale = useMemo(() => ghosts.map(ghost => paleCurve(ghost, grid)), [ghosts, grid])
  const curves = useMemo(
    () => curvesOf({ run, pale, kl, band, lowest: scale.bottom, grid }),
    [run, pale, kl, band, scale, grid],
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

interface CurvesInput extends Pick<ProfileChartProps, 'run' | 'kl' | 'band'> {
  /** Of the other runs. */
  readonly pale: readonly CurveData[]
  /** log N at which everything is evaluated. */
  readonly grid: readonly number[]
  /** The smallest value that is on the axis. */
  readonly lowest: number
}

function along(grid: readonly number[], { profile }: ColouredProfile): { readonly x: number; readonly y: number }[] {
  return grid.map(x => ({ x, y: coverageAt(profile, Math.exp(x)) }))
}

function paleCurve(ghost: ColouredProfile, grid: readonly number[]): CurveData {
  return {
    key: `ghost ${ghost.id}`,
    points: along(grid, ghost),
    line: { stroke: ghost.colour, strokeWidth: 1.5, strokeOpacity: 0.55 },
  }
}

function curvesOf({ run, pale, kl, band, grid, lowest }: CurvesInput): CurveData[] {
  const points = along(grid, run)
  const bound = grid.map(x => {
    const value = klBound(kl, Math.exp(x))
    return { x, y: value !== null && value >= lowest && value <= 1 ? value : null }
  })
  const curves = [...pale]
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
