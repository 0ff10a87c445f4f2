import { centralBand, median } from '../coverage/orderStatistics'
import { OUTSIDE_BAND } from './sweepResult'
import type { RunHistory } from './sweepRun'

/** The middle of several seeds, and the ends of their band from 10 to 90 %; each in [0, ∞]. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** What is followed over the steps: KL in nats, Cov_N, and how many nats of KL there are for each unit of Cov_N. */
export const FOLLOWED = ['kl', 'coverage', 'ratio'] as const
export type Followed = (typeof FOLLOWED)[number]

/** One step of a point of a sweep, over its seeds. */
export type StepPoint = { readonly step: number } & Readonly<Record<Followed, Spread>>

/**
 * Median and band over the seeds at every step. A run that failed, null, counts as infinite; so does a ratio where Cov_N is as
 * good as 0, so that neither makes what is left look better than it is.
 * @param steps those of `historySteps`, at which every run was measured
 * @param histories one for each seed, at least one
 */
export function historyOver(steps: readonly number[], histories: readonly (RunHistory | null)[]): StepPoint[] {
  const over = (of: (history: RunHistory) => number): Spread =>
    spreadOf(histories.map(history => (history ? of(history) : Number.POSITIVE_INFINITY)))
  return steps.map((step, i) => ({
    step,
    kl: over(({ kl }) => kl[i]),
    coverage: over(({ coverage }) => coverage[i]),
    ratio: over(({ kl, coverage }) => klPerCoverage(kl[i], coverage[i])),
  }))
}

/**
 * Least Cov_N that KL is divided by: exact numbers go down to 10⁻¹⁵⁰, and a ratio to one of them says no more than that nothing
 * is missed.
 */
const LEAST_COVERAGE = 1e-5

/** KL/Cov_N, nats; ∞ where Cov_N is as good as 0. */
export function klPerCoverage(kl: number, coverage: number): number {
  return coverage >= LEAST_COVERAGE ? kl / coverage : Number.POSITIVE_INFINITY
}

function spreadOf(values: readonly number[]): Spread {
  const [low, high] = centralBand(values, OUTSIDE_BAND)
  return { median: median(values), low, high }
}
