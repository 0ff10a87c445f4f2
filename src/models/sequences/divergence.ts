import { cellLogRatios, expectedSum, occupancy, teacherMeans } from './exact'
import type { SequenceTask } from './task'

/** The task with a model in the place of its teacher: what is expected over π_D is then expected over π. */
export function writtenBy({ training: _, ...task }: SequenceTask, logProbs: Float64Array): SequenceTask {
  return { ...task, teacher: logProbs }
}

/**
 * Entropy of π(·|x) and KL(π‖π_other), averaged over prompts, nats; exact, by dynamic programming over states.
 * @param logProbs next-token log-probabilities of π, [S, V]
 * @param other those of the other model, [S, V]
 */
export function entropyAndKl(
  task: SequenceTask,
  logProbs: Float64Array,
  other: Float64Array,
): { readonly entropy: number; readonly kl: number } {
  const own = writtenBy(task, logProbs)
  const visits = occupancy(own)
  // A token that is never written has no part in either.
  const written = logProbs.map(log => (log === Number.NEGATIVE_INFINITY ? 0 : log))
  return {
    entropy: -expectedSum(visits, teacherMeans(own, written)),
    kl: expectedSum(
      visits,
      teacherMeans(own, cellLogRatios(own, other)).map(kl => Math.max(0, kl)),
    ),
  }
}
