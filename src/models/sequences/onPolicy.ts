import type { ScoredResponses } from '../../coverage/tournament'
import type { Stream } from '../../random/streams'
import { writtenBy } from './divergence'
import { enumerateResponses, type Responses, sumAlong } from './responses'
import { createSampler } from './sampler'
import type { SequenceTask } from './task'

/** Responses of several models, each scored by all of them. */
export interface OnPolicyResponses {
  /** Of each model: its responses, x ~ μ and y ~ π_i, and their log-probabilities under every model, nats. */
  readonly scored: readonly ScoredResponses[]
  /** Whether they are all there are, of every model. */
  readonly exact: boolean
  /** In words. */
  readonly how: string
}

/**
 * What each model writes for x ~ μ, scored by all models: all of it where that takes no more than `limit` entries, else
 * samples, drawn with the same random numbers from every model.
 * @param tables next-token log-probabilities of each model, [S, V], nats
 * @param samples of each model, at least 1
 */
export function onPolicyResponses(
  task: SequenceTask,
  tables: readonly Float64Array[],
  stream: Stream,
  samples: number,
  limit: number,
): OnPolicyResponses {
  const how = `from ${samples.toLocaleString('en-US')} responses of each checkpoint`
  const tasks = tables.map(table => writtenBy(task, table))
  const enumerated = tasks.map(own => enumerateResponses(own, limit))
  const exact = enumerated.every(responses => responses !== null)
  const all: readonly Responses[] = exact
    ? enumerated
    : tasks.map(own => createSampler(own).responses(stream, 0, samples, how))
  return {
    scored: all.map(responses => ({
      logProbs: tables.map(table => sumAlong(responses, table)),
      weights: responses.weights,
    })),
    exact,
    how: exact ? all[0].how : how,
  }
}
