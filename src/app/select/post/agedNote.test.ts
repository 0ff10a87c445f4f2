import { describe, expect, it } from 'vitest'
import { postDefaults } from '../../../config/postTraining'
import { defaultConfig } from '../../../config/settings'
import type { Asked } from '../../../state/postMessages'
import { agedNote } from './agedNote'

const config = defaultConfig('graph-two-rules')
const settings = { ...postDefaults('transformer'), steps: 1500, etaPost: 0.0001 }
const asked: Asked = {
  config,
  settings,
  starts: ['step 0', 'step 120'].map(name => ({ name, label: name, theta: new Float32Array() })),
}

describe('results of something else', () => {
  it('say of what, and of nothing while all is the same but N', () => {
    expect(agedNote('rl', asked, { config, settings })).toBeNull()
    expect(agedNote('rl', asked, { config: { ...config, values: { ...config.values, N: 99 } }, settings })).toBeNull()
    expect(agedNote('rl', asked, { config, settings: { ...settings, picks: 3 } })).toBeNull()
  })

  it('name the settings as they were, and the run', () => {
    const changed = { ...settings, steps: 10, etaPost: 0.01 }
    expect(agedNote('rl', asked, { config, settings: changed })).toBe(
      'These results are with steps = 1,500, η = 0.0001.',
    )
    const other = { ...config, values: { ...config.values, seed: 3, K: 8 } }
    expect(agedNote('rl', asked, { config: other, settings })).toBe('These results are of another run (K 64 · seed 0).')
    expect(agedNote('rl', asked, { config: other, settings }, 'This job and its results are')).toBe(
      'This job and its results are of another run (K 64 · seed 0).',
    )
    expect(agedNote('rl', asked, { config: defaultConfig('graph-horizon'), settings: changed })).toBe(
      'These results are of another run (Graph search: two rules), with steps = 1,500, η = 0.0001.',
    )
  })
})
