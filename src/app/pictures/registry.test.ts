import { expect, it } from 'vitest'
import { SCENARIOS } from '../../scenarios/registry'
import { PICTURES } from './registry'

it('has the picture that each scenario names, and no picture that none does', () => {
  const named = SCENARIOS.flatMap(({ picture }) => picture ?? [])
  expect(new Set(named)).toEqual(new Set(Object.keys(PICTURES)))
})
