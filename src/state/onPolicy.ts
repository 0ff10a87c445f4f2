import { create } from 'zustand'
import { postSettings } from '../config/select'
import { PostTrainingClient } from '../engine/postTraining/client'
import type { FromPostWorker, OnPolicyScores, PostStart } from '../engine/postTraining/protocol'
import type { Snapshot } from '../engine/snapshot'
import type { Candidate, Pool } from './pool'
import { useSelect } from './select'
import { evenlySpaced } from './selection'

/** Checkpoints that draw responses and score each other's, at most: it takes time for every pair. */
const MOST_STARTS = 10

/** How far the responses of the checkpoints' own are, which the offset tournament needs where they cannot be enumerated. */
export type OnPolicy =
  | { readonly kind: 'none' }
  /** So much is done, from 0 to 1. */
  | { readonly kind: 'computing'; readonly done: number }
  | { readonly kind: 'there'; readonly snapshots: readonly Snapshot[]; readonly scores: OnPolicyScores }
  /** `reason` is a sentence. */
  | { readonly kind: 'failed'; readonly reason: string }

interface OnPolicyState {
  readonly onPolicy: OnPolicy
  /** Has the checkpoints of `startsOf` draw responses and score each other's. */
  compute(pool: Pool): void
  cancel(): void
}

let client: PostTrainingClient | null = null

export const useOnPolicy = create<OnPolicyState>()((set, get) => ({
  onPolicy: { kind: 'none' },

  compute(pool) {
    const starting = startsOf(pool)
    if (starting.length < 2) return
    const { config } = starting[0].candidate.run
    const snapshots = starting.map(({ candidate }) => candidate.snapshot)
    const fail = (reason: string) => {
      end()
      set({ onPolicy: { kind: 'failed', reason } })
    }
    const hear = (message: FromPostWorker) => {
      if (message.type === 'progress') set({ onPolicy: { kind: 'computing', done: message.done } })
      if (message.type === 'failed') fail(message.message)
      if (message.type !== 'onPolicy') return
      end()
      set({ onPolicy: { kind: 'there', snapshots, scores: message.scores } })
    }
    end()
    set({ onPolicy: { kind: 'computing', done: 0 } })
    client = new PostTrainingClient({
      message: hear,
      crashed: reason => fail(`The worker that draws responses was lost: ${reason}.`),
    })
    const starts = starting.map(({ start }) => start)
    client.begin({ kind: 'onPolicy', config, starts, settings: postSettings(useSelect.getState(), config.model) })
  },

  cancel() {
    end()
    if (get().onPolicy.kind === 'computing') set({ onPolicy: { kind: 'none' } })
  },
}))

/** It holds a model and a device: while there is nothing to do there is none. */
function end(): void {
  client?.close()
  client = null
}

/**
 * The candidates of the shown run whose parameters are kept, evenly spaced: only they can draw responses. Runs before it may be
 * of other models.
 */
export function startsOf({ candidates }: Pool): { readonly candidate: Candidate; readonly start: PostStart }[] {
  const { run } = candidates[0]
  const able = candidates.flatMap(candidate => {
    if (candidate.run !== run) return []
    const { step } = candidate.snapshot
    const kept = run.checkpoints.find(checkpoint => checkpoint.step === step)
    return kept ? [{ candidate, start: { label: `step ${step}`, theta: kept.theta } }] : []
  })
  return evenlySpaced(able.length, MOST_STARTS).map(i => able[i])
}
