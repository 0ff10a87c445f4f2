import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../../config/settings'
import { klDivergence } from '../../coverage/divergences'
import { Stream } from '../../random/streams'
import { scenarioById } from '../../scenarios/registry'
import { createMeasure } from '../measure'
import { stratifiedResponses } from '../sequences/stratifiedResponses'
import { isLinear } from '../task'
import { logProbabilities } from './logProbabilities'
import type { LinearTask } from './task'
import { testTimePaths } from './testTime'

function taskOf(id: string, changes: Record<string, number>): LinearTask {
  const task = scenarioById(id).build({ ...defaultConfig(id).values, ...changes })
  if (!isLinear(task)) throw new Error(`${id} is not linear.`)
  return task
}

const settings = { seed: 3, heldOut: 4000 }

describe('test-time training', () => {
  const task = taskOf('random-linear', { H: 5, V: 3, X: 2, c: 1, d: 4, B: 3 })
  const theta = Float64Array.of(0.2, -0.4, 0.1, 0.3)

  it('with step 0 is the standard decode', () => {
    const still = createMeasure(task, { ...settings, testTime: 0 }).evaluate(theta)
    const standard = createMeasure(task, { ...settings, testTime: null }).evaluate(theta)
    for (const key of ['kl', 'crossEntropy', 'hellinger', 'supLogRatio'] as const) {
      expect(still[key]).toBeCloseTo(standard[key], 10)
    }
    still.klByPosition.forEach((kl, h) => {
      expect(kl).toBeCloseTo(standard.klByPosition[h], 10)
    })
  })

  it('is a probability distribution over responses, whose KL is also the mean of its log ratios', () => {
    const measure = createMeasure(task, { ...settings, testTime: 0.4 })
    const { weights, prompt } = measure.description
    const { logRatios, kl, klError } = measure.evaluate(theta)
    const mass = new Float64Array(2)
    weights!.forEach((weight, i) => {
      mass[prompt[i]] += (weight / 0.5) * Math.exp(-logRatios[i])
    })
    expect(mass[0]).toBeCloseTo(1, 6)
    expect(mass[1]).toBeCloseTo(1, 6)
    expect(kl).toBeCloseTo(klDivergence(logRatios, weights), 6)
    expect(klError).toBe(0)
  })

  it('forgets at the end of a response: a prefix is read the same whatever follows', () => {
    const counted = () => false
    const responses = stratifiedResponses(task, {
      counted,
      ordered: true,
      stream: new Stream(1, 'evaluation'),
      heldOut: 1,
    })
    const { logModel } = testTimePaths(task, responses, theta, 0.4)
    // Responses with the same first four tokens stand side by side; their shares of the prefix add up to it.
    const shorter = taskOf('random-linear', { H: 4, V: 3, X: 2, c: 1, d: 4, B: 3 })
    const prefixes = stratifiedResponses(shorter, {
      counted,
      ordered: true,
      stream: new Stream(1, 'evaluation'),
      heldOut: 1,
    })
    const before = testTimePaths(shorter, prefixes, theta, 0.4).logModel
    before.forEach((log, i) => {
      const sum = [0, 1, 2].reduce((total, v) => total + Math.exp(logModel[3 * i + v]), 0)
      expect(sum).toBeCloseTo(Math.exp(log), 12)
    })
  })
})

it('estimates what enumeration finds, prompt by prompt, within its errors', () => {
  const exact = createMeasure(taskOf('rare-prompt', { H: 10, n: 50 }), { ...settings, testTime: 0.3 })
  const truth = exact.evaluate([0])
  expect(exact.description.strata).toEqual([])
  // At H = 16 the rare prompt has to be sampled; its first 10 tokens are read the same.
  const sampled = createMeasure(taskOf('rare-prompt', { H: 16, n: 50 }), { ...settings, testTime: 0.3 })
  expect(sampled.description.strata).toEqual([{ mass: 0.01, samples: 4000 }])
  const estimate = sampled.evaluate([0])
  expect(estimate.klError).toBeGreaterThan(0)
  // Five standard errors: false-alarm probability below 1e-6; that of ten tokens is smaller than that of all.
  expect(Math.abs(estimate.klByPosition[9] - truth.kl)).toBeLessThan(5 * estimate.klError)
  expect(estimate.klByPosition[15]).toBeCloseTo(estimate.kl, 12)
})

it('leaves a prompt alone whose features tell no tokens apart', () => {
  const task = taskOf('rare-prompt', { H: 12 })
  const measure = createMeasure(task, { ...settings, testTime: 0.5 })
  const { logRatios } = measure.evaluate([0])
  measure.description.prompt.forEach((x, i) => {
    if (x === 0) expect(logRatios[i]).toBeCloseTo(0, 6)
  })
  expect(logProbabilities(task, [0])).toEqual(new Float64Array(4).fill(Math.log(0.5)))
})
