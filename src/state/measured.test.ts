import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import { measuredOf } from './measured'
import { freshRun } from './pair'
import type { MeasuredRun } from './types'

describe('the run that the charts show', () => {
  const fresh = freshRun({ id: 2, config: defaultConfig(), origin: null, colour: 1 })
  const before = { ...fresh, id: 1 } as MeasuredRun

  it('is the one before until the present one has been measured', () => {
    expect(measuredOf({ run: fresh, measured: before, phase: 'running' })).toBe(before)
    expect(measuredOf({ run: fresh, measured: null, phase: 'running' })).toBeNull()
  })

  it('is none after a failure', () => {
    expect(measuredOf({ run: fresh, measured: before, phase: 'failed' })).toBeNull()
  })
})
