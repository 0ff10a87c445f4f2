import type { JOB_STARTS, Quantity } from '../../config/lesson/quantity'
import { coverageAt, coverageProfile } from '../../coverage/profile'
import type { PostJobState, PostMoment } from '../postMessages'
import { ROLE_NAMES, type Role } from '../postStarts'
import type { Scene } from './scene'

type JobQuantity = Extract<Exclude<Quantity, number>, { readonly of: 'job' }>

/** A number from the newest job of post-training; null while the job has not found it. @param N of Cov_N */
export function jobQuantity({ jobs }: Scene, quantity: JobQuantity, N: number | null): number | null {
  const job = jobs[quantity.job]
  const moments = job.moments[startIndex(job, quantity.start ?? 'any')]
  const moment = moments && momentOf(job, moments, quantity)
  if (!moment) return null
  switch (quantity.measure) {
    case 'step':
      return moment.step
    case 'reward':
      return moment.reward
    case 'kl':
      return moment.evaluation.kl
    case 'coverage': {
      if (N === null) return null
      const weights = job.description?.measured.weights ?? null
      return coverageAt(coverageProfile(moment.evaluation.logRatios, weights), N)
    }
  }
}

function momentOf(job: PostJobState, moments: readonly PostMoment[], { at = 'end', measure }: JobQuantity) {
  if (at === 'end') return job.stage === 'finished' ? moments.at(-1) : undefined
  // Rewards belong to the steps before an evaluation: there is none at step 0.
  return measure === 'reward' ? moments.find(({ reward }) => reward !== null) : moments[0]
}

/** Starts are told apart by what their labels say of them; one checkpoint may be several things. */
function startIndex({ asked }: PostJobState, start: (typeof JOB_STARTS)[number]): number {
  if (!asked) return -1
  return start === 'any' ? 0 : asked.starts.findIndex(({ label }) => label.split(', ').includes(ROLE_NAMES[start as Role]))
}
