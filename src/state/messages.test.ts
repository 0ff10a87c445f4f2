import { expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import type { Snapshot } from '../engine/snapshot'
import { applyMessage } from './messages'
import type { LabState, Run } from './types'

const run: Run = { id: 3, colour: 1, config: defaultConfig(), description: null, snapshots: [], changes: [] }
const state = {
  config: run.config,
  run,
  phase: 'running',
  progress: { step: 0, stepsPerSecond: 0 },
} as unknown as LabState
const snapshot = (step: number) => ({ step }) as Snapshot

it('ignores what is about a run no longer shown', () => {
  expect(applyMessage(state, { type: 'snapshot', run: 2, snapshot: snapshot(10) }, true)).toEqual({})
  expect(applyMessage(state, { type: 'finished', run: 2 }, true)).toEqual({})
  expect(applyMessage(state, { type: 'failed', run: 2, message: 'x' }, true)).toEqual({})
})

it('appends evaluations, and drops those that a recovery repeats', () => {
  const steps = (from: LabState, step: number) => ({
    ...from,
    ...applyMessage(from, { type: 'snapshot', run: 3, snapshot: snapshot(step) }, true),
  })
  const after = [0, 10, 20, 10, 20, 30].reduce(steps, state)
  expect(after.run!.snapshots.map(({ step }) => step)).toEqual([0, 10, 20, 30])
  expect(after.progress.step).toBe(30)
})

it('rests in the phase the person asked for', () => {
  const compiling = { ...state, phase: 'compiling' } as LabState
  expect(applyMessage(compiling, { type: 'compiled', run: 3 }, true)).toEqual({ phase: 'running' })
  expect(applyMessage(compiling, { type: 'compiled', run: 3 }, false)).toEqual({ phase: 'paused' })
  const hidden = { ...state, phase: 'hidden' } as LabState
  expect(applyMessage(hidden, { type: 'compiled', run: 3 }, true)).toEqual({ phase: 'hidden' })
  const done = { ...compiling, progress: { step: run.config.values.T, stepsPerSecond: 0 } }
  expect(applyMessage(done, { type: 'compiled', run: 3 }, false)).toEqual({ phase: 'finished' })
})

it('keeps a live change with the run', () => {
  const change = { step: 7, id: 'eta', value: 0.1 }
  expect(applyMessage(state, { type: 'changed', run: 3, change }, true).run!.changes).toEqual([change])
})
