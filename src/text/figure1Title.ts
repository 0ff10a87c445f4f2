import type { Point } from '../state/derive'
import { formatCount, formatNats, formatNumber, subscript } from './format'

/**
 * When coverage was lowest, and when KL was.
 * @param coverage Cov_N at every evaluation, at least one
 * @param kl nats, at the same steps
 */
export function figure1Title(coverage: readonly Point[], kl: readonly Point[], N: number): string {
  const name = `Cov${subscript(N)}`
  if (coverage.length === 1) {
    return `${name} starts at ${formatNumber(coverage[0].value)}, KL at ${formatNats(kl[0].value)}`
  }
  const [tail, mean] = [lowest(coverage), lowest(kl)]
  if (tail.step === mean.step) {
    return `${name} and KL are both lowest at step ${formatCount(tail.step)}: ${formatNumber(tail.value)} and ${formatNats(mean.value)}`
  }
  return `${name} is lowest at step ${formatCount(tail.step)}, ${formatNumber(tail.value)}; KL at step ${formatCount(mean.step)}, ${formatNats(mean.value)}`
}

/** The earliest of equals. */
function lowest(points: readonly Point[]): Point {
  return points.reduce((best, point) => (point.value < best.value ? point : best))
}
