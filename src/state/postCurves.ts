import { exactPassAtN, exactPassOfStratum, type PassEstimate, successProbabilities } from '../coverage/passEstimates'
import { coverageAt, coverageProfile } from '../coverage/profile'
import type { Description, Evaluation } from '../models/model'
import type { Point } from './derive'
import type { PostMoment } from './postMessages'

/** What is read off the snapshots of post-training, at any N, without asking the worker. */

/** Pass@1 from which on a start counts as learned. */
export const LEARNED = 0.5

/** Which prompts are looked at: those of one class by its index, or all by their masses. */
export type Asking = number | 'all'

const successes = new WeakMap<Evaluation, Float64Array>()

/** Pass@N on the asked prompts with its standard error over them; null where nothing is rewarded. */
export function passOf(
  { candidates, strata }: Pick<Description, 'candidates' | 'strata'>,
  evaluation: Evaluation,
  N: number,
  asking: Asking,
): PassEstimate | null {
  if (!candidates || !evaluation.candidates) return null
  let known = successes.get(evaluation)
  if (!known) {
    known = successProbabilities(candidates, evaluation.candidates.logProbs, 'rewarded')!
    successes.set(evaluation, known)
  }
  return asking === 'all' ? exactPassAtN(known, strata, N) : exactPassOfStratum(known, strata, asking, N)
}

/** Pass@N over the steps of post-training; empty where nothing is rewarded. */
export function passHistory(
  measured: Pick<Description, 'candidates' | 'strata'>,
  moments: readonly PostMoment[],
  N: number,
  asking: Asking,
): Point[] {
  return moments.flatMap(({ step, evaluation }) => {
    const pass = passOf(measured, evaluation, N, asking)
    return pass ? { step, value: pass.value } : []
  })
}

/** Cov_N of a model in post-training, against π_D. */
export function coverageOf({ weights }: Pick<Description, 'weights'>, { logRatios }: Evaluation, N: number): number {
  return coverageAt(coverageProfile(logRatios, weights), N)
}

/** The first evaluated step at which a curve has the level; null if none has. */
export function reachedAt(points: readonly Point[], level: number): number | null {
  return points.find(({ value }) => value >= level)?.step ?? null
}

/** Mean π(y⋆(x)|x) over the prompts, of what the start finds likeliest, in [0, 1]; null in reinforcement. */
export function modeMass({ modeLogProbs }: Pick<PostMoment, 'modeLogProbs'>, masses: ArrayLike<number>): number | null {
  return modeLogProbs?.reduce((sum, log, x) => sum + masses[x] * Math.exp(log), 0) ?? null
}
