import type { Quantity } from '../../config/lesson/quantity'
import { coverageAt, coverageProfile } from '../../coverage/profile'
import { passOf } from '../postCurves'
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
    case 'askedCoverage':
      return N === null ? null : askedCoverage(job, moment, N)
    case 'pass': {
      const measured = job.description?.measured
      if (N === null || !measured) return null
      return passOf(measured, moment.evaluation, N, askedClass(job) ?? 'all')?.value ?? null
    }
  }
}

/** Index of the class whose prompts the job asks for; null for all of them. */
function askedClass({ asked }: PostJobState): number | null {
  const of = asked?.settings.of ?? 0
  return of > 0 ? of - 1 : null
}

/** Cov_N over the held-out responses to the prompts of the asked class. */
function askedCoverage(job: PostJobState, { evaluation }: PostMoment, N: number): number | null {
  const measured = job.description?.measured
  if (!measured) return null
  const { weights, prompt } = measured
  const asked = askedClass(job)
  const isAsked = (_: number, i: number) => asked === null || prompt[i] === asked
  const own = weights?.filter(isAsked)
  const mass = own?.reduce((sum, weight) => sum + weight, 0) ?? 1
  return coverageAt(coverageProfile(evaluation.logRatios.filter(isAsked), own?.map(weight => weight / mass) ?? null), N)
}

function momentOf(job: PostJobState, moments: readonly PostMoment[], { at = 'end', measure }: JobQuantity) {
  if (at === 'end') return job.stage === 'finished' ? moments.at(-1) : undefined
  // Rewards belong to the steps before an evaluation: there is none at step 0.
  return measure === 'reward' ? moments.find(({ reward }) => reward !== null) : moments[0]
}

/** Starts of the run are told apart by what their labels say of them; one checkpoint may be several things. */
function startIndex({ asked }: PostJobState, start: NonNullable<JobQuantity['start']>): number {
  if (!asked) return -1
  if (start === 'any') return 0
  if (start.startsWith('shipped:')) return asked.starts.findIndex(({ shipped }) => `shipped:${shipped}` === start)
  return asked.starts.findIndex(({ label }) => label.split(', ').includes(ROLE_NAMES[start as Role]))
}
