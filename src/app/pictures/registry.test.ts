import { expect, it } from 'vitest'
import { modelsOf, SCENARIOS, scenarioOf } from '../../scenarios/registry'
import { PICTURES, picturesOf } from './registry'

const all = SCENARIOS.flatMap(({ id }) => modelsOf(id).map(model => scenarioOf({ scenario: id, model })))

it('has the pictures that each scenario names, and no picture that none does', () => {
  const named = all.flatMap(picturesOf)
  expect(new Set(named)).toEqual(new Set(Object.keys(PICTURES)))
})

it('puts tabs with different names beside each other', () => {
  for (const scenario of all) {
    const names = picturesOf(scenario).map(id => PICTURES[id].name)
    expect(new Set(names).size, scenario.id).toBe(names.length)
  }
})
