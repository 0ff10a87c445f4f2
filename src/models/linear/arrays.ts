import { Stream } from '../../random/streams'
import type { Differentiable } from '../differentiable'
import { createSampler } from '../sequences/sampler'
import { logLikelihoodGradient } from './gradient'
import type { LinearTask } from './task'

/**
 * The autoregressive linear model in float64, with its gradient in closed form (Eq. 3). For models of a few parameters loops
 * over arrays take a small part of the time that a tensor library spends on starting its operations.
 */
export function createLinearArrays(task: LinearTask, seed: number, batchSize: number): Differentiable<Float64Array> {
  const sampler = createSampler(task)
  const data = new Stream(seed, 'data')
  const visits = new Float64Array(task.states * task.vocabulary)
  const gradient = new Float64Array(task.dimension)
  return {
    start: task.start,
    projected: true,
    gradient(theta, step) {
      const counts = sampler.visits(data, step, batchSize)
      for (let cell = 0; cell < visits.length; cell++) visits[cell] = counts[cell] / batchSize
      return logLikelihoodGradient(task, theta, visits, gradient)
    },
    dispose() {},
  }
}
