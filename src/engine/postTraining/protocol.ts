import type { ExperimentConfig } from '../../config/config'
import type { PostJob, PostSettings } from '../../config/postTraining'
import type { RankedResponses } from '../../coverage/sharpening'
import type { ScoredResponses } from '../../coverage/tournament'
import type { Description, Evaluation } from '../../models/model'
import type { BackendReport } from '../backend'

/** A checkpoint that post-training starts from. */
export interface PostStart {
  /** How the page calls it, e.g. "step 120, the tournament’s pick". */
  readonly label: string
  /** Parameters of the configuration's model, [P]. */
  readonly theta: Float32Array | Float64Array
}

export interface PostRequest {
  readonly kind: PostJob
  /** The run that the checkpoints come from: it fixes the task, the held-out data and the backend. */
  readonly config: ExperimentConfig
  /** At least one. */
  readonly starts: readonly PostStart[]
  readonly settings: PostSettings
}

/** Page to worker. A worker does one job at a time, the newest; `job` numbers it. */
export type ToPostWorker =
  | ({ readonly type: 'begin'; readonly job: number } & PostRequest)
  /** Take no further step until `resume`. */
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** End the job; what it has posted so far stands. */
  | { readonly type: 'cancel' }

/** Worker to page. */
export type FromPostWorker =
  | { readonly type: 'opened'; readonly backend: BackendReport }
  /** What evaluations of the job are about; before the first of them. Kinds 'rl' and 'sharpen'. */
  | { readonly type: 'described'; readonly job: number; readonly description: PostDescription }
  /** Kinds 'rl' and 'sharpen': `start` is the index of the checkpoint. */
  | { readonly type: 'snapshot'; readonly job: number; readonly start: number; readonly snapshot: PostSnapshot }
  /** Kind 'sharpness': of one checkpoint; and kind 'sharpen': of the starting checkpoint, before its first snapshot. */
  | { readonly type: 'ranked'; readonly job: number; readonly start: number; readonly ranked: RankedResponses }
  /** Kind 'onPolicy'. */
  | { readonly type: 'onPolicy'; readonly job: number; readonly scores: OnPolicyScores }
  /** So much of all the work is done, from 0 to 1. */
  | { readonly type: 'progress'; readonly job: number; readonly done: number }
  | { readonly type: 'paused'; readonly job: number }
  | { readonly type: 'finished'; readonly job: number }
  | { readonly type: 'cancelled'; readonly job: number }
  /** The job has ended; `message` is a sentence. The worker can begin another, unless its device was lost. */
  | { readonly type: 'failed'; readonly job: number; readonly message: string }

/** What is fixed for all snapshots of a job. */
export interface PostDescription {
  /** Of the evaluations: held-out prompts and candidates as in any run of the configuration, but nothing is sampled. */
  readonly measured: Description
  /** Responses behind `klToStart` and `entropy`, in words, and whether they are exact. */
  readonly exact: boolean
  readonly how: string
}

/** A model in post-training at one of its evaluation points. */
export interface PostSnapshot {
  readonly step: number
  /** Against π_D on held-out responses; for graphs with log π of every candidate, from which Pass@N follows. */
  readonly evaluation: Evaluation
  /**
   * Mean reward of the responses that were drawn since the snapshot before; null at step 0, and for sharpening. RL draws them
   * from the model itself, for fresh prompts.
   */
  readonly reward: number | null
  /** KL(π‖π_start) over held-out prompts, nats, with its standard error over prompts (0 where exact). */
  readonly klToStart: number
  readonly klToStartError: number
  /** Entropy of π(·|x) over held-out prompts, nats. */
  readonly entropy: number
  /** log π(y⋆(x)|x) of what the start finds likeliest, for every prompt of `ranked`, nats; null in RL. */
  readonly modeLogProbs: Float64Array | null
  /** The parameters, [P]. */
  readonly theta: Float32Array | Float64Array
  /** Wall-clock seconds of training so far, evaluations not counted. */
  readonly seconds: number
}

/** What the offset tournament needs beside the held-out data (Eq. 32). */
export interface OnPolicyScores {
  /** For each candidate i: responses that it drew itself, scored by every candidate j. Goes into `offsetTournament` as it is. */
  readonly own: readonly ScoredResponses[]
  readonly exact: boolean
  /** E.g. "by enumeration" or "from 8 responses to each of 16 prompts of each class". */
  readonly how: string
  /** Prompts behind each candidate's responses; those of one prompt are not independent of each other. 0 where exact. */
  readonly prompts: number
}
