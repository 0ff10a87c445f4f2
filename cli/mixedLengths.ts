import { defaultConfig } from '../src/config/settings'
import { isLinear } from '../src/models/task'
import { scenarioById } from '../src/scenarios/registry'
import { ruleById } from '../src/training/registry'
import { batchesOf, coverageAfterSteps } from './stepwise'

/** Which steps an average of Cov_16 is over; each is spaced evenly over all T steps. */
export const AVERAGES = {
  /** 50 of them, the first right after the first step. */
  fifty: (T: number) => Array.from({ length: 50 }, (_, i) => Math.floor((i * T) / 50)),
  every: (T: number) => Array.from({ length: T }, (_, i) => i),
} as const

export type AverageId = keyof typeof AVERAGES

/** A rule at the step size that serves it best at one length. */
export interface BestPoint {
  readonly eta: number
  /** Cov_16, averaged over steps and then over seeds. */
  readonly coverage: number
  readonly atEdge: boolean
}

/** Quarter decades from 10^{-3.5} to 1. */
export const ETAS = Array.from({ length: 15 }, (_, k) => 10 ** (-3.5 + k / 4))

/**
 * `mixed-lengths` at its defaults (B = 3, p = 0.02, K = 16, T = 2000, λ = 1): the rule's average Cov_16 at its best step size.
 * Every step size sees the same data.
 */
export function bestPoints(
  H: number,
  rules: readonly string[],
  seeds: number,
): Record<string, Record<AverageId, BestPoint>> {
  const { values } = defaultConfig('mixed-lengths')
  const task = scenarioById('mixed-lengths').build({ ...values, H })
  if (!isLinear(task)) throw new Error('It takes gradients.')
  const { K, T, lambda } = values
  const sums = new Map<string, number>()
  for (let seed = 0; seed < seeds; seed++) {
    const batches = batchesOf(task, seed, K, T)
    for (const id of rules) {
      const rule = ruleById(id)
      if (rule.kind !== 'gradient') throw new Error(`${id} takes no gradient.`)
      for (const eta of ETAS) {
        const coverages = coverageAfterSteps(task, rule, batches, { eta, lambda, N: 16 })
        for (const [average, stepsOf] of Object.entries(AVERAGES)) {
          const steps = stepsOf(T)
          const mean = steps.reduce((sum, step) => sum + coverages[step], 0) / steps.length
          const key = `${id} ${average} ${eta}`
          sums.set(key, (sums.get(key) ?? 0) + mean / seeds)
        }
      }
    }
  }
  const best = (id: string, average: AverageId): BestPoint => {
    const all = ETAS.map(eta => ({ eta, coverage: sums.get(`${id} ${average} ${eta}`)! }))
    const { eta, coverage } = all.reduce((least, point) => (point.coverage < least.coverage ? point : least))
    return { eta, coverage, atEdge: eta === ETAS[0] || eta === ETAS[ETAS.length - 1] }
  }
  return Object.fromEntries(rules.map(id => [id, { fifty: best(id, 'fifty'), every: best(id, 'every') }]))
}
