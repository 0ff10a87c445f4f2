import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import type { Snapshot } from '../engine/snapshot'
import { askedStart, offeredStarts } from './postStarts'
import type { KeptCheckpoint, Run } from './types'

const KL: Readonly<Record<number, number>> = { 0: 2, 10: 1, 20: 0.5, 30: 0.6 }

/** A run that has been evaluated every ten steps, and of which the checkpoints of some are kept. */
function run(...kept: number[]): Pick<Run, 'snapshots' | 'checkpoints' | 'config'> {
  const checkpoints = kept.map((step): KeptCheckpoint => ({ index: step / 10, step, theta: Float64Array.of(step) }))
  const snapshots = Object.entries(KL).map(([step, kl]) => ({ step: Number(step), kl }) as Snapshot)
  return { snapshots, checkpoints, config: defaultConfig('graph-two-rules') }
}

const stepsAndRoles = (offered: ReturnType<typeof offeredStarts>) =>
  offered.map(({ kept, roles }) => [kept.step, roles])

describe('checkpoints to start from', () => {
  it('are the picks, the last, the shown one and the start, in order of step', () => {
    expect(stepsAndRoles(offeredStarts(run(0, 10, 20, 30), 10, 20))).toEqual([
      [0, ['zero']],
      [10, ['tournament']],
      [20, ['leastKl', 'playhead']],
      [30, ['last']],
    ])
  })

  it('lack the tournament’s pick until it is known', () => {
    expect(stepsAndRoles(offeredStarts(run(0, 10, 20, 30), null, null))).toEqual([
      [0, ['zero']],
      [20, ['leastKl']],
      [30, ['last', 'playhead']],
    ])
  })

  it('are the kept ones before where others were thinned out, with their own evaluation, and say so', () => {
    const offered = offeredStarts(run(0, 30), 10, 10)
    expect(stepsAndRoles(offered)).toEqual([
      [0, ['tournament', 'leastKl', 'playhead', 'zero']],
      [30, ['last']],
    ])
    expect(offered[0].insteadOf).toEqual([10, 20])
    expect(offered[0].snapshot.kl).toBe(2)
    expect(offered[1].insteadOf).toEqual([])
  })

  it('are the start and nothing else where there is nothing else yet', () => {
    const whole = run(0)
    expect(stepsAndRoles(offeredStarts({ ...whole, snapshots: whole.snapshots.slice(0, 1) }, 0, 0))).toEqual([
      [0, ['zero']],
    ])
  })

  it('are none where nothing is kept', () => {
    expect(offeredStarts(run(), 10, null)).toEqual([])
    expect(offeredStarts({ snapshots: [], checkpoints: [] }, null, null)).toEqual([])
  })

  it('are called by their step and by what they are for', () => {
    const one = run(0, 10, 20, 30)
    const [, , start] = offeredStarts(one, 10, 20)
    expect(askedStart(start, one)).toMatchObject({ name: 'step 20', label: 'step 20, least KL, at the playhead' })
    expect(askedStart(start, one).theta).toBe(one.checkpoints[2].theta)
  })
})
