import type { Point } from '../state/derive'
import { formatCount, formatNats, formatNumber, subscript } from './format'

/** Sentences about many independent datasets, computed from what each of them led to. */

/**
 * KL over the datasets so far.
 * @param estimated whether each of them is known up to sampling error only
 * @param all whether every dataset that was drawn is among them
 */
export function klOverDatasets(points: readonly Point[], estimated = false, all = true): string {
  if (points.length === 0) return 'KL of each dataset'
  const counted = all ? datasets(points.length) : `${datasets(points.length)} looked at`
  const infinite = points.filter(({ value }) => value === Number.POSITIVE_INFINITY).length
  if (infinite > 0) return `KL is infinite in ${formatCount(infinite)} of ${counted}; so is its mean`
  const mean = `KL averages ${formatNats(meanOf(points))} over ${counted}`
  return estimated ? `${mean} (estimated)` : mean
}

/** Cov_N over the datasets so far. */
export function coverageOverDatasets(points: readonly Point[], N: number): string {
  const name = `Cov${subscript(N)}`
  if (points.length === 0) return `${name} of each dataset`
  return `${name} averages ${formatNumber(meanOf(points))} over ${datasets(points.length)}`
}

/** A count of datasets, e.g. "1 dataset", "1,000 datasets". */
export function datasets(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'dataset' : 'datasets'}`
}

/** The points that stand for datasets: all but the start, which is before any data. */
export function ofDatasets<P extends Point>(points: readonly P[]): P[] {
  return points.filter(({ step }) => step > 0)
}

function meanOf(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + value, 0) / points.length
}
