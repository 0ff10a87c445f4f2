import type { PassEstimate, SampledPass } from '../../../coverage/passEstimates'
import type { CurveData } from '../../charts/Plot'

/** A function of N as a curve over the axis of budgets, clamped to shares. */
export function curveOf(
  key: string,
  at: readonly number[],
  value: (N: number) => number | null,
  line: NonNullable<CurveData['line']>,
): CurveData {
  const points = at.map(N => {
    const y = value(N)
    return { x: Math.log(N), y: y === null ? null : Math.min(1, Math.max(0, y)) }
  })
  return { key, points, line }
}

/** Sampled values as dots, each with its interval as a bar. */
export function sampledCurves(
  sampled: readonly { readonly N: number; readonly pass: SampledPass }[],
  colour: string,
): CurveData[] {
  const bars = sampled.map(({ N, pass }) => ({
    key: `bar ${N}`,
    points: [pass.low, pass.high].map(y => ({ x: Math.log(N), y })),
    line: { stroke: colour, strokeWidth: 1.5 },
  }))
  const dots = sampled.map(({ N, pass }) => ({ x: Math.log(N), y: pass.value }))
  return dots.length === 0 ? [] : [...bars, { key: 'dots', points: dots, dots: { colour, opacity: 1 } }]
}

/** Pass@N within its standard error, for a table. */
export function withError({ value, error }: PassEstimate, format: (value: number) => string): string {
  return error > 0 ? `${format(value)} ± ${format(error)}` : format(value)
}
