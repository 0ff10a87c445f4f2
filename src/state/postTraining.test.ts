import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { postDefaults } from '../config/postTraining'
import { defaultConfig } from '../config/settings'
import type { FromPostWorker, PostSnapshot, ToPostWorker } from '../engine/postTraining/protocol'
import type { Asked } from './postMessages'
import { requestSharpness, sameRun, settingsThatDiffer, usePostTraining } from './postTraining'

/** A worker that does what the test says. */
class PlayedWorker {
  static all: PlayedWorker[] = []
  onmessage: ((event: { data: FromPostWorker }) => void) | null = null
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null
  readonly heard: ToPostWorker[] = []
  ended = false

  constructor() {
    PlayedWorker.all.push(this)
  }

  static get newest(): PlayedWorker {
    return PlayedWorker.all[PlayedWorker.all.length - 1]
  }

  postMessage(message: ToPostWorker): void {
    this.heard.push(message)
  }

  terminate(): void {
    this.ended = true
  }

  say(data: FromPostWorker): void {
    this.onmessage?.({ data })
  }

  /** Number of its newest job. */
  get job(): number {
    return this.heard.reduce((job, message) => (message.type === 'begin' ? message.job : job), 0)
  }
}

const config = { ...defaultConfig('graph-two-rules'), backend: 'wasm' as const }
const settings = postDefaults('transformer')
const asked: Asked = {
  config,
  settings,
  starts: [0, 1].map(i => ({ name: `step ${i}`, label: `step ${i}`, theta: Float32Array.of(i) })),
}
const backend = { id: 'wasm', name: 'WASM', adapter: null, reason: null, advice: null } as const
const snapshot = (step: number) => ({ step, theta: Float32Array.of(1) }) as PostSnapshot

const { begin, pause, resume, cancel } = usePostTraining.getState()
const job = () => usePostTraining.getState().jobs.rl
/** Has everything that waits for a promise or a timer happen. */
const settle = () => vi.advanceTimersByTimeAsync(200)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Worker', PlayedWorker)
})

afterEach(() => {
  // Ends the worker, as it would be of no use to the next test.
  for (const worker of PlayedWorker.all) worker.onerror?.({ message: 'over', preventDefault: () => {} })
  PlayedWorker.all = []
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function begun(): Promise<PlayedWorker> {
  begin('rl', asked)
  await settle()
  return PlayedWorker.newest
}

describe('a job of post-training', () => {
  it('starts, runs and finishes, and what it found stays', async () => {
    begin('rl', asked)
    expect(job()).toMatchObject({ stage: 'starting', asked, moments: [[], []] })
    await settle()
    const worker = PlayedWorker.newest
    expect(worker.heard[0]).toMatchObject({ type: 'begin', kind: 'rl', config, settings })
    worker.say({ type: 'opened', backend })
    worker.say({ type: 'snapshot', job: worker.job, start: 1, snapshot: snapshot(0) })
    worker.say({ type: 'progress', job: worker.job, done: 0.25 })
    await settle()
    expect(job()).toMatchObject({ stage: 'running', done: 0.25, backend: { name: 'WASM' } })
    expect(job().moments.map(own => own.map(({ step }) => step))).toEqual([[], [0]])
    expect(job().moments[1][0]).not.toHaveProperty('theta')
    worker.say({ type: 'finished', job: worker.job })
    expect(job()).toMatchObject({ stage: 'finished', done: 1 })
    expect(job().moments[1]).toHaveLength(1)
    expect(worker.ended).toBe(true)
  })

  it('shows a pause at once, and a late word of it does not pause what has been resumed', async () => {
    const worker = await begun()
    worker.say({ type: 'progress', job: worker.job, done: 0.1 })
    pause('rl')
    expect(job().stage).toBe('paused')
    resume('rl')
    worker.say({ type: 'paused', job: worker.job })
    await settle()
    expect(job().stage).toBe('running')
    expect(worker.heard.map(({ type }) => type)).toEqual(['begin', 'pause', 'resume'])
  })

  it('can be cancelled at any time, and says no more afterwards', async () => {
    const worker = await begun()
    worker.say({ type: 'snapshot', job: worker.job, start: 0, snapshot: snapshot(0) })
    cancel('rl')
    worker.say({ type: 'snapshot', job: worker.job, start: 0, snapshot: snapshot(5) })
    worker.say({ type: 'cancelled', job: worker.job })
    await settle()
    expect(job().stage).toBe('cancelled')
    expect(job().moments[0]).toHaveLength(1)
    expect(worker.ended).toBe(true)
    // Before it was begun, too.
    begin('rl', asked)
    cancel('rl')
    await settle()
    expect(job().stage).toBe('cancelled')
    expect(PlayedWorker.newest.heard.map(({ type }) => type)).not.toContain('begin')
  })

  it('gives way to a newer one, of which the older knows nothing', async () => {
    const worker = await begun()
    const older = worker.job
    begin('rl', { ...asked, starts: asked.starts.slice(1) })
    worker.say({ type: 'snapshot', job: older, start: 0, snapshot: snapshot(0) })
    await settle()
    expect(job()).toMatchObject({ stage: 'starting', moments: [[]] })
    expect(PlayedWorker.newest).toBe(worker)
    expect(worker.job).toBe(older + 1)
  })

  it('gets another worker for another backend, and after a failure', async () => {
    const first = await begun()
    begin('rl', { ...asked, config: { ...config, backend: 'cpu' } })
    await settle()
    expect(first.ended).toBe(true)
    const second = PlayedWorker.newest
    second.say({ type: 'failed', job: second.job, message: 'The graphics device was lost.' })
    expect(job()).toMatchObject({ stage: 'failed', detail: 'The graphics device was lost.' })
    expect(second.ended).toBe(true)
    await begun()
    expect(PlayedWorker.newest).not.toBe(second)
    PlayedWorker.newest.onerror?.({ message: 'out of memory', preventDefault: () => {} })
    expect(job().detail).toBe('The worker stopped: out of memory. Start begins again.')
  })

  it('fails in a sentence where a checkpoint cannot be had', async () => {
    const missing = async () => {
      throw new Error('The checkpoint “x” could not be loaded.')
    }
    begin('rl', { ...asked, starts: [asked.starts[0], { ...asked.starts[1], theta: missing }] })
    await settle()
    expect(job()).toMatchObject({ stage: 'failed', detail: 'The checkpoint “x” could not be loaded.' })
    expect(PlayedWorker.newest.heard).toEqual([])
  })

  it('goes on beside one of another kind', async () => {
    const worker = await begun()
    begin('sharpen', asked)
    await settle()
    expect(PlayedWorker.all).toHaveLength(2)
    worker.say({ type: 'progress', job: worker.job, done: 0.5 })
    await settle()
    expect(job()).toMatchObject({ stage: 'running', done: 0.5 })
    expect(usePostTraining.getState().jobs.sharpen).toMatchObject({ stage: 'starting', done: 0 })
  })

  it('estimates the time that is left from the time that it ran', async () => {
    const worker = await begun()
    worker.say({ type: 'progress', job: worker.job, done: 0 })
    await vi.advanceTimersByTimeAsync(10_000)
    worker.say({ type: 'progress', job: worker.job, done: 0.25 })
    await settle()
    expect(job().secondsLeft).toBeCloseTo(30, 0)
    pause('rl')
    await vi.advanceTimersByTimeAsync(60_000)
    resume('rl')
    worker.say({ type: 'progress', job: worker.job, done: 0.25 })
    await vi.advanceTimersByTimeAsync(10_000)
    worker.say({ type: 'progress', job: worker.job, done: 0.5 })
    await settle()
    expect(job().secondsLeft).toBeCloseTo(20, 0)
  })
})

describe('a request', () => {
  const [start, other] = asked.starts
  const sent = () => PlayedWorker.all.flatMap(({ heard }) => heard.filter(({ type }) => type === 'begin'))

  it('is sent once, until the checkpoint or the run is another, to a worker that stays', async () => {
    const ask = async (...request: Parameters<typeof requestSharpness>) => {
      requestSharpness(...request)
      await settle()
      return sent().length
    }
    expect(await ask(config, start, settings)).toBe(1)
    PlayedWorker.newest.say({ type: 'finished', job: PlayedWorker.newest.job })
    // Neither N nor any setting has to do with it.
    const values = { ...config.values, N: 99 }
    expect(await ask({ ...config, values }, { ...start, name: 'step 7' }, { ...settings, steps: 7 })).toBe(1)
    expect(await ask(config, other, settings)).toBe(2)
    expect(await ask({ ...config, values: { ...values, seed: 3 } }, other, settings)).toBe(3)
    expect(PlayedWorker.all).toHaveLength(1)
  })

  it('is not sent again after it failed', async () => {
    requestSharpness(config, start, settings)
    await settle()
    PlayedWorker.newest.say({ type: 'failed', job: PlayedWorker.newest.job, message: 'No memory.' })
    requestSharpness(config, start, settings)
    await settle()
    expect(sent()).toHaveLength(1)
  })
})

it('tells runs apart by all but N, and jobs by the settings that they read', () => {
  const values = { ...config.values, N: 50 }
  expect(sameRun(config, { ...config, values })).toBe(true)
  expect(sameRun(config, { ...config, values: { ...values, seed: 5 } })).toBe(false)
  expect(settingsThatDiffer('rl', settings, { ...settings, beta: 1, picks: 4 })).toEqual(['beta'])
  expect(settingsThatDiffer('sharpen', settings, { ...settings, beta: 1, picks: 4 })).toEqual(['picks'])
})
