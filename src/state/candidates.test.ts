import { expect, it } from 'vitest'
import type { Snapshot } from '../engine/snapshot'
import type { CandidateScores, CandidateTable } from '../models/model'
import { type Answered, answeredPrompts, massByKind, passAt, sampledPassAt, watchedPrompts } from './candidates'
import type { Run } from './types'

const candidates: CandidateTable = {
  kinds: ['rule 1', 'rule 2', 'neither rule'],
  response: Uint32Array.of(0, 0, 1, 1, 1, 2),
  kind: Uint8Array.of(0, 1, 0, 1, 2, 1),
  rewarded: Uint8Array.of(1, 0, 1, 0, 0, 1),
  logTeacher: Float64Array.of(0, -Infinity, 0, -Infinity, -Infinity, 0),
  complete: Uint8Array.of(1, 1, 0),
  watched: Uint32Array.of(0, 2),
  sampled: Uint32Array.of(0, 2),
  draws: 16,
}

const described: Answered = {
  candidates,
  prompt: Uint16Array.of(0, 0, 1),
  promptNames: ['class 1', 'class 2'],
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
})

/** Only what Pass@N reads. */
const run = (complete: CandidateTable['complete']) =>
  ({ description: { ...described, candidates: { ...candidates, complete }, strata: STRATA } }) as unknown as Run
const STRATA = [
  { mass: 0.9, samples: 2 },
  { mass: 0.1, samples: 1 },
]
const snapshot = () => ({ candidates: scores }) as unknown as Snapshot

it('weights Pass@N by class', () => {
  const pass = passAt(run(candidates.complete), snapshot(), 4, 'rewarded')
  expect(pass?.value).toBeCloseTo(0.45 * (1 - 0.5 ** 4) + 0.45 * (1 - 0.4 ** 4) + 0.1 * (1 - 0.875 ** 4), 6)
})

it('counts any valid response only where all are known', () => {
  const moment = snapshot()
  expect(passAt(run(candidates.complete), moment, 4, 'valid')).toBeNull()
  expect(passAt(run(Uint8Array.of(1, 1, 1)), snapshot(), 1, 'valid')?.value).toBeCloseTo(0.45 * 1.65 + 0.0125, 6)
  // Each kind of success is remembered by itself.
  expect(passAt(run(candidates.complete), moment, 4, 'rewarded')).not.toBeNull()
})

it('estimates Pass@N from the samples of some of the prompts', () => {
  const moment = { candidates: { ...scores, rewarded: Uint16Array.of(8, 4), valid: Uint16Array.of(16, 4) } }
  const sampled = sampledPassAt(run(candidates.complete), moment as unknown as Snapshot, 1, 'rewarded')
  expect(sampled?.value).toBeCloseTo(0.9 * 0.5 + 0.1 * 0.25, 12)
  expect(sampledPassAt(run(candidates.complete), moment as unknown as Snapshot, 17, 'rewarded')).toBeNull()
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
