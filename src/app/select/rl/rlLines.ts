import type { Point } from '../../../state/derive'
import { type Asking, coverageOf, passHistory, reachedAt } from '../../../state/postCurves'
import type { PostJobState } from '../../../state/postMessages'
import { nthStyle, type SeriesStyle } from '../../sweep/seriesStyle'

/** Pass@1 from which on a start counts as learned. */
export const LEVEL = 0.5

/** One start as far as it has come; the curves have one point for each evaluation. */
export interface RlLine {
  readonly name: string
  /** In full. */
  readonly label: string
  readonly style: SeriesStyle
  /** KL and Cov_N against π_D before the first step; KL in nats. */
  readonly kl: number
  readonly coverage: number
  readonly pass1: readonly Point[]
  readonly passN: readonly Point[]
  /** KL(π‖π_start), nats. */
  readonly klToStart: readonly Point[]
  /** First evaluated step at which Pass@1 is 0.5 or more; null if it is at none so far. */
  readonly reached: number | null
}

/** The starts that have been measured at least once. */
export function rlLines({ asked, description, moments }: PostJobState, N: number, asking: Asking): RlLine[] {
  if (!asked || !description) return []
  const { measured } = description
  return asked.starts.flatMap(({ name, label }, i) => {
    const own = moments[i]
    if (own.length === 0) return []
    const pass1 = passHistory(measured, own, 1, asking)
    return {
      name,
      label,
      style: nthStyle(i),
      kl: own[0].evaluation.kl,
      coverage: coverageOf(measured, own[0].evaluation, N),
      pass1,
      passN: passHistory(measured, own, N, asking),
      klToStart: own.map(({ step, klToStart }) => ({ step, value: klToStart })),
      reached: reachedAt(pass1, LEVEL),
    }
  })
}
