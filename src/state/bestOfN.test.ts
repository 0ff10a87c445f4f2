import { expect, it } from 'vitest'
import { coverageAt, coverageProfile } from '../coverage/profile'
import type { RunDescription, Snapshot } from '../engine/snapshot'
import { adversaryTask, passCurve, regretsAt, supportOf } from './bestOfN'
import type { Run } from './types'

/** Two prompts, the first with two responses; the model hardly writes the second of them. */
const weights = Float64Array.of(0.3, 0.3, 0.4)
const model = [0.9, 0.01, 0.5]
const teacher = [0.5, 0.5, 1]
const logRatios = Float32Array.from(model, (p, i) => Math.log(teacher[i] / p))

const enumerated = {
  weights,
  strata: [],
  prompt: Uint16Array.of(0, 0, 1),
  promptNames: ['left', 'right'],
  responses: 3,
  candidates: null,
} as unknown as RunDescription

/** The same as held-out prompts, one of each class, whose answers are scored; one of them the teacher never gives. */
const answered = {
  weights: Float64Array.of(0.6, 0.4),
  strata: [
    { mass: 0.6, samples: 1 },
    { mass: 0.4, samples: 1 },
  ],
  responses: 2,
  candidates: {
    response: Uint32Array.of(0, 0, 1, 1),
    rewarded: Uint8Array.of(1, 1, 1, 0),
    complete: Uint8Array.of(1, 1),
    logTeacher: Float64Array.of(Math.log(0.5), Math.log(0.5), 0, -Infinity),
  },
} as unknown as RunDescription

const ofEnumerated = { logRatios } as unknown as Snapshot
const ofAnswered = {
  candidates: { logProbs: Float32Array.from([0.9, 0.01, 0.5, 0.2], Math.log) },
} as unknown as Snapshot

it('knows the same support from an enumeration as from scored answers', () => {
  const one = supportOf(enumerated)!
  const other = supportOf(answered)!
  expect(Array.from(other.weights)).toEqual(Array.from(one.weights, weight => expect.closeTo(weight, 12)))
  expect(Array.from(other.logRatios(ofAnswered))).toEqual(Array.from(logRatios, ratio => expect.closeTo(ratio, 6)))
  for (const N of [1, 2, 8, 100]) {
    const { most, adversary, least } = regretsAt(one, ofEnumerated, N)
    const again = regretsAt(other, ofAnswered, N)
    expect(again.adversary).toBeCloseTo(adversary, 6)
    expect(again.most ?? -1).toBeCloseTo(most ?? -1, 6)
    expect(again.least ?? -1).toBeCloseTo(least ?? -1, 6)
  }
})

it('knows none from samples', () => {
  const sampled = { ...enumerated, strata: [{ mass: 1, samples: 3 }] } as RunDescription
  expect(supportOf(sampled)).toBeNull()
  expect(supportOf({ ...enumerated, weights: null } as RunDescription)).toBeNull()
})

it('rewards what the model under-weights 2N times', () => {
  const support = supportOf(enumerated)!
  // Ratios 0.56, 50 and 2: at N = 8 only the second counts.
  const task = adversaryTask(support, ofEnumerated, 8)
  expect(Array.from(task.reward)).toEqual([0, 1, 0])
  expect(task).toMatchObject({ responses: 1, of: 3, teacher: expect.closeTo(0.3, 12) })
  expect(task.model).toBeCloseTo(0.6 * 0.01, 6)
  const run = { description: enumerated } as Run
  const pass = passCurve(run, ofEnumerated, 'adversary', task)!
  expect(pass(4).value).toBeCloseTo(0.6 * (1 - 0.99 ** 4), 6)
  const { adversary, least, most } = regretsAt(support, ofEnumerated, 8)
  expect(adversary).toBeCloseTo(0.3 - 0.6 * (1 - 0.99 ** 8), 6)
  const profile = coverageProfile(logRatios, weights)
  expect(least).toBe(coverageAt(profile, 16) / 2)
  expect(adversary).toBeGreaterThanOrEqual(least!)
  expect(adversary).toBeLessThanOrEqual(most!)
})

it('offers a reward only where it is known', () => {
  const run = { description: enumerated } as Run
  expect(passCurve(run, ofEnumerated, 'rewarded', null)).toBeNull()
  expect(passCurve(run, ofEnumerated, 'adversary', null)).toBeNull()
  const graph = { description: answered } as Run
  expect(passCurve(graph, ofAnswered, 'rewarded', null)!(1).value).toBeCloseTo(0.6 * 0.91 + 0.4 * 0.5, 6)
  expect(passCurve(graph, ofAnswered, 'valid', null)!(1).value).toBeCloseTo(0.6 * 0.91 + 0.4 * 0.7, 6)
})
