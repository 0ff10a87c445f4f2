import { expect, it } from 'vitest'
import type { CandidateScores, CandidateTable } from '../models/model'
import {
  type Answered,
  allComplete,
  answeredPrompts,
  exactPassAtN,
  massByKind,
  successes,
  watchedPrompts,
} from './candidates'

const candidates: CandidateTable = {
  kinds: ['rule 1', 'rule 2', 'neither rule'],
  response: Uint32Array.of(0, 0, 1, 1, 1, 2),
  kind: Uint8Array.of(0, 1, 0, 1, 2, 1),
  rewarded: Uint8Array.of(1, 0, 1, 0, 0, 1),
  complete: Uint8Array.of(1, 1, 0),
  watched: Uint32Array.of(0, 2),
  sampled: Uint32Array.of(),
  draws: 16,
}

const described: Answered = {
  candidates,
  prompt: Uint16Array.of(0, 0, 1),
  promptNames: ['class 1', 'class 2'],
  weights: Float64Array.of(0.45, 0.45, 0.1),
}

const masses = [0.5, 0.25, 0.6, 0.2, 0.1, 0.125]
const scores: CandidateScores = {
  logProbs: Float32Array.from(masses, Math.log),
  ways: new Float32Array(),
  rewarded: new Uint16Array(),
  valid: new Uint16Array(),
}

it('finds each prompt’s candidates', () => {
  expect(answeredPrompts(described)).toEqual([
    { response: 0, prompt: 0, from: 0, to: 2 },
    { response: 1, prompt: 0, from: 2, to: 5 },
    { response: 2, prompt: 1, from: 5, to: 6 },
  ])
  expect(allComplete(candidates)).toBe(false)
})

it('adds up what is rewarded, or whatever is valid', () => {
  const close = (values: Float64Array, wanted: number[]) =>
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i], 6)
    })
  close(successes(described, scores, 'rule'), [0.5, 0.6, 0.125])
  close(successes(described, scores, 'valid'), [0.75, 0.9, 0.125])
})

it('weights Pass@N by prompt', () => {
  const pass = exactPassAtN(described, scores, 4, 'rule')
  const byHand = 0.45 * (1 - 0.5 ** 4) + 0.45 * (1 - 0.4 ** 4) + 0.1 * (1 - 0.875 ** 4)
  expect(pass).toBeCloseTo(byHand, 6)
})

it('never takes a sum of rounded masses for more than all', () => {
  const logProbs = Float32Array.of(Math.fround(Math.log(0.7)) + 1e-6, Math.log(0.3), -9, -9, -9, -9)
  expect(successes(described, { ...scores, logProbs }, 'valid')[0]).toBe(1)
})

it('averages kinds within a class', () => {
  const [first, second] = massByKind(described, scores)
  expect(first.name).toBe('class 1')
  const wanted = [0.55, 0.225, 0.05]
  first.kinds.forEach((mass, i) => {
    expect(mass).toBeCloseTo(wanted[i], 6)
  })
  expect(first.rest).toBeCloseTo(0.175, 6)
  expect(second.kinds[1]).toBeCloseTo(0.125, 6)
  expect(second.rest).toBeCloseTo(0.875, 6)
})

it('finds where the ways of watched prompts begin', () => {
  expect(watchedPrompts(described).map(({ response, before }) => [response, before])).toEqual([
    [0, 0],
    [2, 2],
  ])
})
