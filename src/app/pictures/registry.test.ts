import { expect, it } from 'vitest'
import { modelsOf, SCENARIOS, scenarioOf } from '../../scenarios/registry'
import { PICTURES } from './registry'

it('has the picture that each scenario names, and no picture that none does', () => {
  const named = SCENARIOS.flatMap(({ id }) =>
    modelsOf(id).flatMap(model => scenarioOf({ scenario: id, model }).picture ?? []),
  )
  expect(new Set(named)).toEqual(new Set(Object.keys(PICTURES)))
})
