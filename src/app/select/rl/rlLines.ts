import type { Point } from '../../../state/derive'
import { type Asking, coverageOf, LEARNED, passHistory, reachedAt } from '../../../state/postCurves'
import type { PostJobState } from '../../../state/postMessages'
import type { Told } from '../../../text/select/reinforcement'
import { nthStyle, type SeriesStyle } from '../../sweep/seriesStyle'

/** One start as far as it has come; the curves have one point for each evaluation. */
export interface RlLine extends Told {
  /** In full. */
  readonly label: string
  readonly style: SeriesStyle
  readonly passN: readonly Point[]
  /** KL(π‖π_start), nats. */
  readonly klToStart: readonly Point[]
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
      reached: reachedAt(pass1, LEARNED),
    }
  })
}
