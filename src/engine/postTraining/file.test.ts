import { describe, expect, it } from 'vitest'
import { postDefaults } from '../../config/postTraining'
import { defaultConfig } from '../../config/settings'
import type { RankedResponses } from '../../coverage/sharpening'
import { type PostTrainingRecord, postTrainingFile } from './file'
import type { PostDescription } from './protocol'

const measured = {
  promptNames: ['class 1', 'class 2'],
  strata: [
    { mass: 0.75, samples: 1 },
    { mass: 0.25, samples: 1 },
  ],
  weights: Float64Array.of(0.75, 0.25),
  candidates: {
    response: Uint32Array.of(0, 1),
    rewarded: Uint8Array.of(1, 1),
    complete: Uint8Array.of(1, 1),
  },
}

const evaluation = {
  kl: Number.POSITIVE_INFINITY,
  klError: 0.5,
  logRatios: Float32Array.of(0, Number.POSITIVE_INFINITY),
  candidates: { logProbs: Float32Array.of(Math.log(0.5), Math.log(0.25)) },
}

const moment = {
  step: 5,
  evaluation,
  reward: 0.125,
  klToStart: Number.POSITIVE_INFINITY,
  klToStartError: 0.1,
  entropy: 2,
  modeLogProbs: null,
}

function record(over: object = {}, ranked: RankedResponses | null = null): PostTrainingRecord {
  return {
    kind: 'rl',
    config: defaultConfig('graph-two-rules'),
    backend: 'WASM',
    settings: postDefaults('transformer'),
    description: { measured, exact: false, how: 'from 8 responses' } as unknown as PostDescription,
    starts: [{ label: 'step 120', moments: [{ ...moment, ...over } as never], ranked }],
  }
}

/** As it is read again. */
const read = (one: PostTrainingRecord) => JSON.parse(JSON.stringify(postTrainingFile(one)))

describe('the file of post-training', () => {
  it('says what was asked, of which run, and how it was measured', () => {
    expect(read(record())).toMatchObject({
      format: 'coverage-lab/post-training@1',
      kind: 'rl',
      link: '?v=1&scenario=graph-two-rules',
      config: { scenario: 'graph-two-rules', K: 64 },
      settings: postDefaults('transformer'),
      exact: false,
      how: 'from 8 responses',
    })
  })

  it('has every quantity of every evaluation, infinities as words', () => {
    const [{ label, snapshots, ...rest }] = read(record()).starts
    expect(label).toBe('step 120')
    expect(rest).toEqual({})
    const [{ coverage, pass, passByClass, ...own }] = snapshots
    expect(own).toEqual({
      step: 5,
      kl: 'Infinity',
      klError: 0.5,
      reward: 0.125,
      klToStart: 'Infinity',
      klToStartError: 0.1,
      entropy: 2,
    })
    expect(coverage['2']).toBeCloseTo(0.25, 12)
    expect(pass['1']).toBeCloseTo(0.75 * 0.5 + 0.25 * 0.25, 6)
    expect(passByClass['class 2']['4']).toBeCloseTo(1 - 0.75 ** 4, 6)
  })

  it('leaves out what there is not, and has what sharpening knows', () => {
    const ranked = {
      masses: Float64Array.of(0.75, 0.25),
      prompt: Uint32Array.of(0, 1),
      logProbs: Float64Array.of(Math.log(0.5), Math.log(0.25)),
    } as RankedResponses
    const modeLogProbs = Float64Array.of(Math.log(0.8), Math.log(0.4))
    const unrewarded = { ...evaluation, klError: 0, candidates: null }
    const [{ coverageCoefficient, snapshots }] = read(record({ modeLogProbs, evaluation: unrewarded }, ranked)).starts
    expect(coverageCoefficient).toBeCloseTo(0.75 * 2 + 0.25 * 4, 12)
    expect(snapshots[0].modeMass).toBeCloseTo(0.75 * 0.8 + 0.25 * 0.4, 12)
    expect(snapshots[0]).not.toHaveProperty('pass')
    expect(snapshots[0]).not.toHaveProperty('klError')
  })
})
