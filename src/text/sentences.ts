import type { Point } from '../state/derive'
import { capital, formatCount, formatNats, formatNumber, formatPercent, formatRatio, subscript } from './format'

/** Sentences that say what a chart shows, computed from the data. */

/** Cov_N in words; an estimate is told with its band. */
export function coverageSentence(coverage: number, N: number, band: number): string {
  const what =
    N === 1
      ? 'at most as likely under the model as under the teacher'
      : `under-weighted ${formatRatio(N)} or more by the model`
  if (band > 0) {
    const range = `${formatPercent(Math.max(0, coverage - band))} to ${formatPercent(Math.min(1, coverage + band))}`
    return `${capital(formatPercent(coverage))} (${range}) of what the teacher writes is ${what}.`
  }
  if (coverage <= 0) return `Nothing that the teacher writes is ${what}.`
  if (coverage >= 1) return `Everything that the teacher writes is ${what}.`
  return `${capital(formatPercent(coverage))} of what the teacher writes is ${what}.`
}

/**
 * The mean and the tail of the one distribution.
 * @param klBand half width of the band around KL, nats; 0 where it is exact
 */
export function ratioTitle(kl: number, klBand: number, coverage: number, N: number): string {
  return `The mean, KL, is ${klInWords(kl, klBand)}; the tail, Cov${subscript(N)}, is ${formatNumber(coverage)}`
}

/** KL, an estimate with its band. */
export function klInWords(kl: number, band: number): string {
  if (kl === Number.POSITIVE_INFINITY) return 'infinite'
  // Where all responses are alike, what is left of the band is rounding.
  return band > 1e-6 * kl ? `${formatNumber(kl)} ± ${formatNumber(Number(band.toPrecision(2)))} nats` : formatNats(kl)
}

/** How KL has moved up to the last point. */
export function klTitle(history: readonly Point[], estimated: boolean): string {
  const moved = klMovement(history)
  return estimated ? `${moved} (estimated)` : moved
}

function klMovement(history: readonly Point[]): string {
  const first = history[0]?.value
  const last = history[history.length - 1]?.value
  if (first === undefined || last === undefined) return 'KL'
  if (history.length === 1) return `KL starts at ${formatNats(first)}`
  if (formatNumber(first) === formatNumber(last)) return `KL stands at ${formatNats(last)}, as at the start`
  return `KL ${last < first ? 'fell' : 'rose'} from ${formatNumber(first)} to ${formatNats(last)}`
}

/**
 * How Cov_N has moved up to the last point, and whether it turned on the way while KL did not.
 * @param band half width of the band around every point, 0 where they are exact; what two bands can hide is no rise
 */
export function coverageTitle(coverage: readonly Point[], kl: readonly Point[], N: number, band: number): string {
  const name = `Cov${subscript(N)}`
  if (coverage.length === 0) return name
  const last = coverage[coverage.length - 1]
  if (coverage.length === 1) return `${name} starts at ${formatNumber(last.value)}`
  if (formatNumber(last.value) === formatNumber(coverage[0].value)) {
    return `${name} stands at ${formatNumber(last.value)}, as at the start`
  }
  const lowest = coverage.reduce((best, point) => (point.value < best.value ? point : best))
  const least = Math.max(0.005, 2 * band)
  if (last.value > 1.25 * lowest.value && last.value - lowest.value > least && lowest.step > 0) {
    const klThen = kl.find(({ step }) => step >= lowest.step)?.value ?? Number.NaN
    const meanwhile = kl[kl.length - 1].value < klThen ? ' while KL fell' : ''
    return `${name} rose from ${formatNumber(lowest.value)} at step ${formatCount(lowest.step)} to ${formatNumber(last.value)}${meanwhile}`
  }
  return `${name} is ${formatNumber(last.value)}; it started at ${formatNumber(coverage[0].value)}`
}
