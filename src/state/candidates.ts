import { passAtN } from '../coverage/bestOfN'
import type { RunDescription } from '../engine/snapshot'
import type { CandidateScores, CandidateTable } from '../models/model'

/** What the scored responses say about each prompt. */

export type Reward = 'rule' | 'valid'

/** A prompt and its stretch of the candidates. */
export interface AnsweredPrompt {
  /** The held-out response to it. */
  readonly response: number
  /** Index of its class. */
  readonly prompt: number
  readonly from: number
  readonly to: number
}

export type Answered = Pick<RunDescription, 'prompt' | 'promptNames' | 'weights'> & {
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

/** Whether all valid responses to all prompts are scored. */
export function allComplete({ complete }: CandidateTable): boolean {
  return complete.every(Boolean)
}

/**
 * p_x of every answered prompt, in [0, 1]: the mass of its rewarded responses, or of all that are scored.
 * @param reward `valid` means any valid response only where all of them are scored
 */
export function successes(described: Answered, { logProbs }: CandidateScores, reward: Reward): Float64Array {
  const { rewarded } = described.candidates
  return Float64Array.from(answeredPrompts(described), ({ from, to }) => {
    let mass = 0
    for (let c = from; c < to; c++) if (reward === 'valid' || rewarded[c]) mass += Math.exp(logProbs[c])
    // Each is rounded to float32.
    return Math.min(1, mass)
  })
}

/** Pass@N over the answered prompts, exact for each of them, in [0, 1]. @throws RangeError for N < 1 */
export function exactPassAtN(described: Answered, scores: CandidateScores, N: number, reward: Reward): number {
  return passAtN(successes(described, scores, reward), answeredWeights(described), N)
}

/** Share of each answered prompt in the whole; null where all count alike. */
function answeredWeights(described: Answered): Float64Array | null {
  const { weights } = described
  if (!weights) return null
  const own = Float64Array.from(answeredPrompts(described), ({ response }) => weights[response])
  const total = own.reduce((sum, weight) => sum + weight, 0)
  return own.map(weight => weight / total)
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
