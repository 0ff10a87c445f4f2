import {
  exactPassAtN,
  type PassEstimate,
  type Success,
  sampledPassAtN,
  strataOf,
  successProbabilities,
} from '../coverage/passEstimates'
import type { RunDescription, Snapshot } from '../engine/snapshot'
import type { CandidateScores, CandidateTable } from '../models/model'
import type { Run } from './types'

/** What the scored responses say about each prompt. */

/** A prompt and its stretch of the candidates. */
export interface AnsweredPrompt {
  /** The held-out response to it. */
  readonly response: number
  /** Index of its class. */
  readonly prompt: number
  readonly from: number
  readonly to: number
}

export type Answered = Pick<RunDescription, 'prompt' | 'promptNames'> & {
  readonly candidates: CandidateTable
}

const prompts = new WeakMap<CandidateTable, readonly AnsweredPrompt[]>()

/** Every prompt that has candidates, in order of its held-out response. */
export function answeredPrompts({ candidates, prompt }: Pick<Answered, 'candidates' | 'prompt'>) {
  let all = prompts.get(candidates)
  if (!all) {
    all = split(candidates.response, prompt)
    prompts.set(candidates, all)
  }
  return all
}

function split(response: Uint32Array, prompt: Uint16Array): AnsweredPrompt[] {
  const all: AnsweredPrompt[] = []
  for (let from = 0, to = 0; from < response.length; from = to) {
    while (to < response.length && response[to] === response[from]) to++
    all.push({ response: response[from], prompt: prompt[response[from]], from, to })
  }
  return all
}

const passes = new WeakMap<Snapshot, Map<string, PassEstimate | null>>()

/**
 * Pass@N at one moment with its standard error over prompts, worked out once; null where nothing is scored, and for valid
 * responses where not all are known.
 */
export function passAt(
  { description }: Pick<Run, 'description'>,
  snapshot: Snapshot,
  N: number,
  success: Success,
): PassEstimate | null {
  const { candidates: scores } = snapshot
  const table = description?.candidates
  if (!description || !table || !scores) return null
  const known = passes.get(snapshot) ?? new Map<string, PassEstimate | null>()
  passes.set(snapshot, known)
  const key = `${success} ${N}`
  let pass = known.get(key)
  if (pass === undefined) {
    const successes = successProbabilities(table, scores.logProbs, success)
    pass = successes && exactPassAtN(successes, description.strata, N)
    known.set(key, pass)
  }
  return pass
}

/** Pass@N estimated from the samples of one moment; null where there are none, or fewer than N of each prompt. */
export function sampledPassAt({ description }: Run, { candidates: scores }: Snapshot, N: number, success: Success) {
  const table = description?.candidates
  if (!description || !table || !scores || table.sampled.length === 0) return null
  const counts = success === 'valid' ? scores.valid : scores.rewarded
  return sampledPassAtN(counts, table.draws, strataOf(table.sampled, description.strata), N)
}

/** Mean mass by kind of response in one class of prompts. */
export interface KindMasses {
  readonly name: string
  /** Mass of each kind of scored responses, in [0, 1]. */
  readonly kinds: readonly number[]
  /** What is left. */
  readonly rest: number
}

/** The mean mass of every kind of response, class by class. */
export function massByKind(described: Answered, { logProbs }: CandidateScores): KindMasses[] {
  const { candidates, promptNames } = described
  return promptNames.map((name, c) => {
    const own = answeredPrompts(described).filter(({ prompt }) => prompt === c)
    const kinds = candidates.kinds.map(() => 0)
    for (const { from, to } of own) {
      for (let i = from; i < to; i++) kinds[candidates.kind[i]] += Math.exp(logProbs[i]) / own.length
    }
    return { name, kinds, rest: Math.max(0, 1 - kinds.reduce((sum, mass) => sum + mass, 0)) }
  })
}

/** A prompt that is looked at step by step. */
export interface WatchedPrompt extends AnsweredPrompt {
  /** Candidates of the watched prompts before it: its ways come after theirs. */
  readonly before: number
}

/** The watched prompts, in the order in which their ways are stored. */
export function watchedPrompts(described: Pick<Answered, 'candidates' | 'prompt'>): WatchedPrompt[] {
  const byResponse = new Map(answeredPrompts(described).map(prompt => [prompt.response, prompt]))
  let before = 0
  return Array.from(described.candidates.watched, response => {
    const watched = { ...byResponse.get(response)!, before }
    before += watched.to - watched.from
    return watched
  })
}
