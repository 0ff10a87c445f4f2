import { expect, it } from 'vitest'
import { defaultConfig, withValue } from '../config/settings'
import { SCENARIOS } from './registry'
import type { Slip } from './slip'

const slips = SCENARIOS.flatMap(scenario => (scenario.slips ?? []).map(slip => [scenario.id, slip] as const))
const exampleOf = (id: string) => (slips.find(([scenario]) => scenario === id) as readonly [string, Slip])[1].example()

it('are named with examples whose numbers are computed', () => {
  expect(exampleOf('bernoulli')).toBe(
    'p⋆ = 0.12, n = 50, δ = 0.01: Cov₂ is above log(1/δ)/n = 0.0921 with probability 0.135, not 0.01.',
  )
  expect(exampleOf('rare-prompt')).toContain('0.164 at B = 1, 0.237 at B = 1.4, 0.251 at B = 1.5')
  expect(exampleOf('pivotal-tokens')).toContain('32 and 14.4 times: Cov₁₆ = 0.5')
  expect(exampleOf('pivotal-tokens')).toContain('19.9 times, so that its Cov₁₆ is 1.')
  expect(exampleOf('misspecified')).toContain('of mass 0.00902: π₂ gives the token “1” too little by a factor of 32')
})

const shown = slips.flatMap(([id, { settings }]) => (settings ? [[id, settings] as const] : []))

it.each(shown)('%s shows its own with settings that the scenario has', (id, settings) => {
  let config = defaultConfig(id)
  for (const [key, value] of Object.entries(settings)) {
    const changed = withValue(config, key, value)
    expect(changed.adjustments).toEqual([])
    expect(changed.config.values[key]).toBe(value)
    config = changed.config
  }
})
