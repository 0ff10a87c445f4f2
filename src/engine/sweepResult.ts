import type { MetricId } from '../config/sweepMetrics'
import type { Candidate, PlannedCell } from '../config/sweepPlan'
import { centralBand, median } from '../coverage/orderStatistics'
import type { Outcomes } from './sweep'
import type { RunFacts, RunHistory } from './sweepRun'

/** Share of the seeds that the band may leave out on either side: it is the band from 10 to 90 %. */
export const OUTSIDE_BAND = 0.1

/** One point of a sweep, as far as it has been computed. */
export interface CellResult {
  readonly x: string | number
  readonly by: string | number | null
  /** The step size that was chosen; null where none was looked for. */
  readonly eta: number | null
  /** Whether it is the smallest or largest that was tried, so that a better one may lie beyond. */
  readonly etaAtEdge: boolean
  /** The metric for each seed, in order. */
  readonly values: readonly number[]
  readonly mean: number
  readonly median: number
  /** Ends of the band from 10 to 90 % of the seeds. */
  readonly low: number
  readonly high: number
  /** For each seed; null where its run failed or drew datasets. */
  readonly histories: readonly (RunHistory | null)[]
  /** Those of the first seed. */
  readonly facts: RunFacts | null
  /** Why runs of this point failed, a sentence for each that did; they count as infinite. */
  readonly failures: readonly string[]
}

/**
 * The point's numbers over the first seeds for which every run is there; null while there is none. Where the best step size
 * is looked for, it is the one with the smallest mean over those seeds, and of equals the smallest.
 */
export function cellResult(cell: PlannedCell, outcomes: Outcomes, metric: MetricId): CellResult | null {
  const seeds = seedsDone(cell.candidates, outcomes)
  if (seeds === 0) return null
  const tried = cell.candidates.map(({ eta, keys }) => {
    const values = keys.slice(0, seeds).map(key => outcomes.get(key)!.measures[metric])
    return { eta, keys, values, mean: values.reduce((sum, value) => sum + value, 0) / seeds }
  })
  const best = tried.reduce((chosen, other) => (other.mean < chosen.mean ? other : chosen))
  const [low, high] = centralBand(best.values, OUTSIDE_BAND)
  return {
    x: cell.x,
    by: cell.by,
    eta: best.eta,
    etaAtEdge: tried.length > 1 && (best === tried[0] || best === tried[tried.length - 1]),
    values: best.values,
    mean: best.mean,
    median: median(best.values),
    low,
    high,
    histories: best.keys.slice(0, seeds).map(key => outcomes.get(key)!.history),
    facts: outcomes.get(best.keys[0])!.facts,
    failures: best.keys.slice(0, seeds).flatMap(key => outcomes.get(key)!.failure ?? []),
  }
}

/** For how many seeds, counted from the first, all candidates have been run. */
function seedsDone(candidates: readonly Candidate[], outcomes: Outcomes): number {
  let done = 0
  while (done < candidates[0].keys.length && candidates.every(({ keys }) => outcomes.has(keys[done]))) done++
  return done
}
