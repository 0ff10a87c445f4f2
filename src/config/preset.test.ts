import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../scenarios/registry'
import { decodeLink, encodeLink } from './link'
import { nearestValid, parametersOf } from './parameters'
import { defaultConfig, presetConfig } from './settings'
import { parseConfig } from './validate'

describe('presets', () => {
  const changed = decodeLink('scenario=graph-two-rules&rule=sgd&K=2&eta=0.5&seed=9&backend=cpu').config

  it('lead back to the defaults, on the same backend', () => {
    expect(presetConfig(changed, {})).toEqual({
      config: defaultConfig('graph-two-rules', undefined, 'cpu'),
      adjustments: [],
    })
  })

  it('put their values over the defaults, leave out what is no parameter, and keep to the ranges', () => {
    const { config } = presetConfig(changed, { H: 8, W: 2, nonsense: 3, K: 1e9 })
    expect(config.values).toMatchObject({ H: 8, W: 2, K: 1024, m: 36, seed: 0 })
    expect(config.values).not.toHaveProperty('nonsense')
  })

  it.each(
    SCENARIOS.flatMap(({ id, presets = [] }) => presets.map(({ label, values }) => [id, label, values] as const)),
  )('of %s: %s is valid, and a link by its values', (scenario, _, values) => {
    const { config } = presetConfig(defaultConfig(scenario), values)
    expect(parseConfig(config)).toEqual(config)
    expect(decodeLink(encodeLink(config)).config).toEqual(config)
    for (const parameter of parametersOf(config).filter(({ id }) => values[id] !== undefined)) {
      expect(config.values[parameter.id]).toBe(nearestValid(parameter, values[parameter.id]))
    }
  })
})
