import type { LinearTask } from '../models/linear/task'
import { createSampler } from '../models/sequences/sampler'
import { Stream } from '../random/streams'
import type { TokenRule } from './rule'
import type { Trainer, TrainerInput } from './trainer'

/** Trains token by token in float64, on the same sequences as every other rule. */
export function createTokenTrainer({ rule, task, values, resume }: TrainerInput<TokenRule, LinearTask>): Trainer {
  const sampler = createSampler(task)
  const data = new Stream(values.seed, 'data')
  let theta: Float64Array = Float64Array.from(resume?.theta ?? task.start)
  return {
    advance(step) {
      theta = rule.step(task, theta, sampler.sequences(data, step, values.K), values)
    },
    warmUp: () => Promise.resolve(),
    read: () => Promise.resolve({ theta: theta.slice(), slots: [], counts: null }),
    dispose() {},
  }
}
