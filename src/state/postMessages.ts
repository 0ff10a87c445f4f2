import type { ExperimentConfig } from '../config/config'
import type { PostSettings } from '../config/postTraining'
import type { RankedResponses } from '../coverage/sharpening'
import type { BackendReport } from '../engine/backend'
import type { FromPostWorker, PostDescription, PostSnapshot, PostStart } from '../engine/postTraining/protocol'

/** What becomes of a job of post-training; `starting` until its worker has said a word about it. */
export type PostStage = 'idle' | 'starting' | 'running' | 'paused' | 'finished' | 'cancelled' | 'failed'

/** A checkpoint that a job starts from. */
export interface AskedStart {
  /** As it is called beside its line, e.g. "step 120", */
  readonly name: string
  /** and in full, e.g. "step 120, the tournament’s pick". */
  readonly label: string
  /** Its parameters, or what reads them and throws a sentence if they cannot be had. */
  readonly theta: PostStart['theta'] | (() => Promise<PostStart['theta']>)
  /** Its name among the checkpoints that ship, where a lesson asked for it by that. */
  readonly shipped?: string
}

/** What a job's results are of. */
export interface Asked {
  /** The run that the checkpoints come from. */
  readonly config: ExperimentConfig
  readonly starts: readonly AskedStart[]
  readonly settings: PostSettings
}

/** A snapshot without the parameters, of which the page has no use. */
export type PostMoment = Omit<PostSnapshot, 'theta'>

/** The newest job of its kind: where it stands, and what it has found so far. */
export interface PostJobState {
  readonly stage: PostStage
  /** Why it failed, in a sentence. */
  readonly detail: string | null
  /** From 0 to 1. */
  readonly done: number
  /** Unknown, null, until something has been done. */
  readonly secondsLeft: number | null
  /** On what it is computed; null until that is known. */
  readonly backend: BackendReport | null
  /** Null before anything has been asked. */
  readonly asked: Asked | null
  readonly description: PostDescription | null
  /** By start, in order of step. */
  readonly moments: readonly (readonly PostMoment[])[]
  /** By start. */
  readonly ranked: readonly (RankedResponses | null)[]
}

export const NO_JOB: PostJobState = {
  stage: 'idle',
  detail: null,
  done: 0,
  secondsLeft: null,
  backend: null,
  asked: null,
  description: null,
  moments: [],
  ranked: [],
}

/** Whether a worker has it in hand. */
export function isUnderWay({ stage }: Pick<PostJobState, 'stage'>): boolean {
  return stage === 'starting' || stage === 'running' || stage === 'paused'
}

/** A job that has been asked for, before its worker says anything. */
export function beganJob(asked: Asked, backend: BackendReport | null): PostJobState {
  const { starts } = asked
  return { ...NO_JOB, stage: 'starting', asked, backend, moments: starts.map(() => []), ranked: starts.map(() => null) }
}

/** What a message from the worker changes. A job that has ended on the page stays as it is. */
export function applyPostMessage(state: PostJobState, message: FromPostWorker): PostJobState {
  if (message.type === 'opened') return { ...state, backend: message.backend }
  if (!isUnderWay(state)) return state
  const heard: PostJobState = state.stage === 'starting' ? { ...state, stage: 'running' } : state
  switch (message.type) {
    case 'described':
      return { ...heard, description: message.description }
    case 'snapshot': {
      const { theta: _, ...moment } = message.snapshot
      return {
        ...heard,
        moments: heard.moments.map((own, start) => (start === message.start ? [...own, moment] : own)),
      }
    }
    case 'ranked':
      return {
        ...heard,
        ranked: heard.ranked.map((own, start) => (start === message.start ? message.ranked : own)),
      }
    case 'progress':
      return { ...heard, done: message.done }
    case 'onPolicy':
    // A person's pause shows at once; the worker's word for it may come after they have resumed.
    case 'paused':
      return heard
    case 'finished':
      return { ...heard, stage: 'finished', done: 1, secondsLeft: null }
    case 'cancelled':
      return { ...heard, stage: 'cancelled', secondsLeft: null }
    case 'failed':
      return { ...heard, stage: 'failed', secondsLeft: null, detail: message.message }
  }
}
