import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import type { FromWorker } from '../engine/protocol'
import type { RunDescription, TrainedSnapshot } from '../engine/snapshot'
import { applyMessage } from './messages'
import { phaseOf } from './phase'
import type { LabState, Run } from './types'

const run: Run = {
  id: 3,
  colour: 1,
  config: defaultConfig(),
  description: null,
  snapshots: [],
  checkpoints: [],
  changes: [],
  origin: null,
  pinned: false,
  estimate: null,
  shipped: null,
}
const state = {
  config: run.config,
  run,
  stage: 'ready',
  playing: true,
  hidden: false,
  progress: { step: 0, stepsPerSecond: 0 },
} as unknown as LabState
const T = run.config.values.T
const snapshot = (step: number) =>
  ({
    step,
    checkpoint: { step, theta: Float32Array.of(step), slots: [Float32Array.of(0)] },
  }) as unknown as TrainedSnapshot
function told(messages: readonly FromWorker[], from = state): LabState {
  let now = from
  for (const message of messages) now = { ...now, ...applyMessage(now, message) }
  return now
}

describe('messages', () => {
  it('about a run no longer shown are ignored', () => {
    expect(applyMessage(state, { type: 'snapshot', run: 2, snapshot: snapshot(10) })).toEqual({})
    expect(applyMessage(state, { type: 'finished', run: 2 })).toEqual({})
    expect(applyMessage(state, { type: 'failed', run: 2, message: 'x' })).toEqual({})
  })

  it('append evaluations, and drop those that a recovery repeats', () => {
    const evaluated = [0, 10, 20, 10, 20, 30].map(
      step => ({ type: 'snapshot', run: 3, snapshot: snapshot(step) }) as const,
    )
    expect(told(evaluated).run!.snapshots.map(({ step }) => step)).toEqual([0, 10, 20, 30])
    expect(told(evaluated).progress.step).toBe(30)
  })

  it('keep the parameters of an evaluation once, and the state of the optimizer not at all', () => {
    const { snapshots, checkpoints } = told(
      [0, 10].map(step => ({ type: 'snapshot', run: 3, snapshot: snapshot(step) })),
    ).run!
    expect(checkpoints).toEqual([
      { index: 0, step: 0, theta: Float32Array.of(0) },
      { index: 1, step: 10, theta: Float32Array.of(10) },
    ])
    expect(snapshots).toEqual([{ step: 0 }, { step: 10 }])
  })

  it('remember what ships with the lab when a run is loaded again after a loss', () => {
    const shipped = { file: 'x', sha256: '', bytes: 1, link: '', seed: 0, steps: 5, parameters: 1 }
    const description = {} as RunDescription
    const loaded = told([
      { type: 'loaded', run: 3, description, shipped },
      { type: 'loaded', run: 3, description, shipped: null },
    ])
    expect(loaded.run!.shipped).toBe(shipped)
  })

  it('tell how much is compiled', () => {
    expect(told([{ type: 'compiling', run: 3, share: 0.5 }])).toMatchObject({ stage: 'compiling', compiled: 0.5 })
  })

  it('keep a live change with the run', () => {
    const change = { step: 7, id: 'eta', value: 0.1 }
    expect(told([{ type: 'changed', run: 3, change }]).run!.changes).toEqual([change])
  })
})

describe('the phase', () => {
  const phase = (changes: Partial<LabState>) => phaseOf({ ...state, ...changes })

  it('is the worker’s stage until that is ready', () => {
    for (const stage of ['starting', 'compiling', 'recovering', 'failed'] as const) expect(phase({ stage })).toBe(stage)
  })

  it('is what the person asked for once it is', () => {
    expect(phase({})).toBe('running')
    expect(phase({ hidden: true })).toBe('hidden')
    expect(phase({ playing: false })).toBe('paused')
    expect(phase({ playing: false, hidden: true })).toBe('paused')
  })

  it('stays finished when a worker is lost after the end', () => {
    const done = told([
      { type: 'snapshot', run: 3, snapshot: snapshot(T) },
      { type: 'finished', run: 3 },
    ])
    expect(phaseOf(done)).toBe('finished')
    const lost = { ...done, stage: 'recovering' } as LabState
    expect(phaseOf(lost)).toBe('recovering')
    const back = told(
      [
        { type: 'compiling', run: 3, share: null },
        { type: 'compiled', run: 3 },
      ],
      lost,
    )
    expect(phaseOf(back)).toBe('finished')
  })

  it('is failed, and asks for nothing more, when a run fails', () => {
    const failed = told([{ type: 'failed', run: 3, message: 'no' }])
    expect(phaseOf(failed)).toBe('failed')
    expect(failed).toMatchObject({ playing: false, detail: 'no' })
  })
})
