import { describe, expect, it } from 'vitest'
import { postDefaults } from '../../config/postTraining'
import { defaultConfig } from '../../config/settings'
import type { BackendReport } from '../../engine/backend'
import type { PostDescription } from '../../engine/postTraining/protocol'
import { type Asked, NO_JOB, type PostJobState } from '../../state/postMessages'
import { jobText } from './jobs'

const { barSentence, jobSentence, progressInWords, stepsInWords } = jobText

const config = defaultConfig('graph-two-rules')
const settings = { ...postDefaults('transformer'), steps: 1500, etaPost: 0.0001 }
const asked: Asked = {
  config,
  settings,
  starts: ['step 0', 'step 120'].map(name => ({ name, label: name, theta: new Float32Array() })),
}
const backend = { name: 'WASM · 1 thread' } as BackendReport

function told(state: Partial<PostJobState>): string {
  return jobSentence({ ...NO_JOB, asked, ...state }, 'Press Start.')
}

describe('a job in words', () => {
  it('says what it is at and what can be done', () => {
    expect(told({})).toBe('Press Start.')
    expect(told({ stage: 'starting' })).toContain('Starting a worker')
    expect(told({ stage: 'running' })).toBe('Measuring the checkpoints that it starts from.')
    expect(told({ stage: 'running', description: {} as PostDescription })).toContain('goes on while you look')
    expect(told({ stage: 'paused' })).toBe('Paused. Resume goes on from here.')
    expect(told({ stage: 'cancelled' })).toContain('What was computed stays')
  })

  it('says from where it has finished, and on what', () => {
    expect(told({ stage: 'finished', backend })).toBe('Finished: 1,500 steps from 2 checkpoints on WASM · 1 thread.')
    const one = { ...asked, starts: asked.starts.slice(1), settings: { ...settings, steps: 1 } }
    expect(told({ stage: 'finished', asked: one })).toBe('Finished: 1 step from step 120.')
    expect(stepsInWords(2)).toBe('2 steps')
  })

  it('says why it failed', () => {
    expect(told({ stage: 'failed', detail: 'The memory is too small.' })).toBe('It stopped. The memory is too small.')
    expect(told({ stage: 'failed' })).toBe('It stopped. The reason is not known.')
  })

  it('says why nothing can be started, unless it is under way, and keeps why it failed', () => {
    const bar = (state: Partial<PostJobState>) =>
      barSentence({ ...NO_JOB, asked, ...state }, 'Press Start.', 'Not here.')
    expect(barSentence(NO_JOB, 'Press Start.', null)).toBe('Press Start.')
    expect(bar({})).toBe('Not here.')
    expect(bar({ stage: 'finished' })).toBe('Not here.')
    expect(bar({ stage: 'paused' })).toBe('Paused. Resume goes on from here.')
    expect(bar({ stage: 'failed', detail: 'No memory.' })).toBe('It stopped. No memory. Not here.')
  })

  it('says how far it is, and how long it takes while it runs', () => {
    expect(progressInWords({ stage: 'running', done: 0.344, secondsLeft: 80.2 })).toBe('34 % · 1 min 21 s left')
    expect(progressInWords({ stage: 'running', done: 0.999, secondsLeft: null })).toBe('99 %')
    expect(progressInWords({ stage: 'paused', done: 0.5, secondsLeft: 3 })).toBe('50 %')
    expect(progressInWords({ stage: 'finished', done: 1, secondsLeft: null })).toBe('100 %')
    expect(progressInWords({ stage: 'starting', done: 0, secondsLeft: null })).toBe('')
  })
})
