import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import type { Description, Evaluation } from '../models/model'
import { runFile } from './runFile'
import type { Snapshot } from './snapshot'
import { VERSION } from './version'

const exact = { exact: true, how: '' }
const description: Description = {
  parameters: 1,
  responses: 2,
  weights: Float64Array.of(0.25, 0.75),
  strata: [],
  logTeacher: Float64Array.of(Math.log(0.25), Math.log(0.75)),
  prompt: Uint16Array.of(0, 0),
  promptNames: ['x'],
  sentences: [],
  exactness: {
    kl: exact,
    crossEntropy: exact,
    coverage: exact,
    stoppedKl: exact,
    hellinger: exact,
    inherentVariance: exact,
  },
  teacherEntropy: 1,
  inherentVariance: 2,
  featureNorm: 1,
  longest: 1,
  optimum: null,
  landmarks: [],
  answers: null,
  candidates: null,
}
const evaluation: Evaluation = {
  crossEntropy: Number.POSITIVE_INFINITY,
  kl: Number.POSITIVE_INFINITY,
  hellinger: 0.5,
  supLogRatio: Number.POSITIVE_INFINITY,
  logRatios: Float32Array.of(Number.POSITIVE_INFINITY, -0.2),
  pathKl: Float32Array.of(1, 1),
  klError: 0,
  klByPosition: Float64Array.of(Number.POSITIVE_INFINITY),
  answerLogRatios: null,
  candidates: null,
}
const snapshot: Snapshot = {
  ...evaluation,
  step: 0,
  samples: 0,
  seconds: 1,
  counts: null,
}

describe('a run file', () => {
  const file = runFile(
    { config: defaultConfig(), backend: 'CPU', description, snapshots: [snapshot], changes: [] },
    { logRatios: true },
  )

  it('survives JSON whole, infinities included', () => {
    expect(JSON.parse(JSON.stringify(file))).toEqual(file)
    expect(file.snapshots[0]).toMatchObject({ kl: 'Infinity', logRatios: ['Infinity', Math.fround(-0.2)] })
    expect(file.snapshots[0].coverage).toMatchObject({ 1: 0.25, 1024: 0.25 })
  })

  it('names the checkpoint that a fork began from, and nothing where there is none', () => {
    expect(file).not.toHaveProperty('origin')
    const origin = { link: '?v=1', step: 240 }
    const fork = runFile({ config: defaultConfig(), backend: 'CPU', description, snapshots: [], changes: [], origin })
    expect(fork.origin).toEqual(origin)
  })

  it('carries the version of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(VERSION).toBe(version)
    expect(file.version).toBe(version)
  })
})
