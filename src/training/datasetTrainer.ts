import { createSampler } from '../models/sequences/sampler'
import { classOf, type TableTask } from '../models/task'
import { Stream } from '../random/streams'
import type { DatasetRule } from './rule'
import type { Trainer, TrainerInput } from './trainer'

/** Draws a dataset of n sequences for every step and chooses a model from it; datasets are independent of each other. */
export function createDatasetTrainer({ rule, task, values, resume }: TrainerInput<DatasetRule, TableTask>): Trainer {
  const models = classOf(task)
  const sampler = createSampler(task)
  const data = new Stream(values.seed, 'data')
  let step: number | null = null
  return {
    // Only datasets that are looked at need to be drawn.
    advance(taken) {
      step = taken
    },
    warmUp: () => Promise.resolve(),
    async read() {
      if (step === null) {
        const counts = new Float64Array(task.states * task.vocabulary)
        return { theta: Float64Array.from(resume?.theta ?? models.start), slots: [], counts }
      }
      const counts = Float64Array.from(sampler.visits(data, step, values.n))
      return { theta: rule.choose(models, counts), slots: [], counts }
    },
    dispose() {},
  }
}
