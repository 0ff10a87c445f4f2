import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../config/settings'
import { freshRun } from '../state/pair'
import { phaseSentence } from './phaseSentence'

describe('phaseSentence', () => {
  it('counts the steps of a finished run', () => {
    const told = (T: number, rule = 'sgd') => {
      const config = defaultConfig('mixed-lengths', rule)
      const values = { ...config.values, T }
      const progress = { step: T, stepsPerSecond: 0 }
      return phaseSentence({
        phase: 'finished',
        compiled: null,
        detail: null,
        progress,
        config: { ...config, values },
        rival: null,
      })
    }
    expect(told(1)).toMatch(/^Finished: 1 step\./)
    expect(told(2000)).toMatch(/^Finished: 2,000 steps\./)
    expect(told(200, 'mle')).toMatch(/^Finished: 200 datasets\./)
  })

  it('says of A and B whether anything tells them apart', () => {
    const config = defaultConfig()
    const progress = { step: 0, stepsPerSecond: 0 }
    const told = (H: number) => {
      const other = { ...config, values: { ...config.values, H } }
      const rival = freshRun({ id: 2, colour: 2, config: other, origin: null })
      return phaseSentence({ phase: 'paused', compiled: null, detail: null, progress, config, rival })
    }
    expect(told(config.values.H)).toContain('alike: change a setting of B')
    expect(told(config.values.H + 1)).toBe('Press Play, or the space bar: A and B start together.')
  })

  it('says how much is compiled where that is counted', () => {
    const config = defaultConfig('mixed-lengths', 'sgd')
    const progress = { step: 0, stepsPerSecond: 0 }
    const told = (compiled: number | null) =>
      phaseSentence({ phase: 'compiling', compiled, detail: null, progress, config, rival: null })
    expect(told(null)).toBe('Compiling the training step for this device.')
    expect(told(0.456)).toBe('Compiling the training step for this device: 45 %.')
  })
})
