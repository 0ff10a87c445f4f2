import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../../config/settings'
import { Stream } from '../../random/streams'
import { scenarioById } from '../../scenarios/registry'
import { createSampler } from '../sequences/sampler'
import { isLinear } from '../task'
import { logProbabilities } from './logProbabilities'
import { maximumLikelihood } from './maximumLikelihood'
import type { LinearTask } from './task'

function taskOf(id: string, changes: Record<string, number>): LinearTask {
  const task = scenarioById(id).build({ ...defaultConfig(id).values, ...changes })
  if (!isLinear(task)) throw new Error(`${id} is not linear.`)
  return task
}

function datasetOf(task: LinearTask, n: number, seed: number): Float64Array {
  return Float64Array.from(createSampler(task).visits(new Stream(seed, 'data'), 0, n))
}

const meanLogLikelihood = (task: LinearTask, theta: ArrayLike<number>, counts: Float64Array) =>
  logProbabilities(task, theta).reduce((sum, logProb, cell) => sum + counts[cell] * logProb, 0) /
  counts.reduce((sum, count) => sum + count, 0)

describe.each([
  ['random-linear', { d: 12, c: 1, B: 6 }, 200],
  ['random-linear', { d: 12, c: 1, B: 60 }, 40],
  ['orthonormal', { H: 24 }, 400],
  ['pivotal-tokens', { H: 20, P: 5 }, 6],
  ['mixed-lengths', { H: 16 }, 30],
  ['slow-prompts', { H: 16 }, 20],
] as const)('%s %o with n = %d', (id, changes, n) => {
  const task = taskOf(id, changes)

  it('lies in the ball and is a maximum: no point on random chords, and no known teacher, is likelier', () => {
    for (let seed = 0; seed < 5; seed++) {
      const counts = datasetOf(task, n, seed)
      const { theta, gap } = maximumLikelihood(task, counts)
      expect(Math.hypot(...theta)).toBeLessThanOrEqual(1 + 1e-12)
      expect(gap).toBeLessThan(1e-8)
      const best = meanLogLikelihood(task, theta, counts)
      const rivals = [task.start, ...(task.optimum ? [task.optimum] : [])]
      const noise = new Stream(seed, 'sampling')
      for (let k = 0; k < 20; k++) {
        const direction = theta.map((_, i) => noise.normal(seed, k, i))
        const norm = Math.hypot(...direction)
        rivals.push(direction.map(value => value / norm))
      }
      for (const rival of rivals) {
        for (const share of [1e-4, 0.03, 1]) {
          const point = theta.map((value, i) => value + share * (rival[i] - value))
          expect(meanLogLikelihood(task, point, counts)).toBeLessThanOrEqual(best + gap + 1e-12)
        }
      }
    }
  })
})

it('has the closed form of a logistic model where the ball does not matter', () => {
  // One direction per position: θ_h = logit(k/m)/B.
  const task = taskOf('orthonormal', { H: 3, B: 40 })
  const counts = Float64Array.of(6, 4, 3, 7, 5, 5, 9, 1)
  const { theta } = maximumLikelihood(task, counts)
  const logits = [Math.log(4 / 6), Math.log(7 / 3), 0]
  logits.forEach((logit, h) => {
    expect(theta[h]).toBeCloseTo(logit / 40, 9)
  })
})

it('goes to the edge of the ball where the data are separated', () => {
  const task = taskOf('orthonormal', { H: 2, B: 8 })
  const { theta } = maximumLikelihood(task, Float64Array.of(0, 5, 5, 0, 0, 0))
  expect(theta[0]).toBeCloseTo(Math.SQRT1_2, 6)
  expect(theta[1]).toBeCloseTo(-Math.SQRT1_2, 6)
})

it('leaves what the data leave free where it starts', () => {
  const task = taskOf('mixed-lengths', { H: 8 })
  // No short prompt among the data: the second coordinate is free.
  const { theta } = maximumLikelihood(task, Float64Array.of(40, 40, 0, 0))
  expect(theta[0]).toBeCloseTo(0, 9)
  expect(theta[1]).toBeCloseTo(task.start[1], 9)
  expect(maximumLikelihood(task, new Float64Array(4)).theta).toEqual(task.start)
})
