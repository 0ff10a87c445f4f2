import { describe, expect, it } from 'vitest'
import { parametersInUse } from './parameters'
import { defaultConfig } from './settings'

const idsInUse = (scenario: string, rule: string) => parametersInUse(defaultConfig(scenario, rule)).map(({ id }) => id)

describe('parametersInUse', () => {
  it('leaves out what the rule does not read', () => {
    expect(idsInUse('mixed-lengths', 'normalized')).toContain('lambda')
    expect(idsInUse('mixed-lengths', 'sgd')).not.toContain('lambda')
    expect(idsInUse('mixed-lengths', 'mle')).not.toContain('eta')
    expect(idsInUse('mixed-lengths', 'mle')).toContain('n')
  })

  it('keeps what the scenario has of its own', () => {
    expect(idsInUse('slow-prompts', 'sgd')).toContain('N0')
  })

  it('calls steps datasets where they are', () => {
    const labelOfT = (rule: string) =>
      parametersInUse(defaultConfig('mixed-lengths', rule)).find(({ id }) => id === 'T')?.label
    expect(labelOfT('mle')).toBe('Datasets')
    expect(labelOfT('sgd')).toBe('Steps')
  })
})
