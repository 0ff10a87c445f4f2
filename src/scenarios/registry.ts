import { mixedLengths } from './mixedLengths'
import { randomLinear } from './randomLinear'
import type { Scenario } from './scenario'

/** Every scenario, in the order of the menu; the page opens with the first. */
export const SCENARIOS: readonly Scenario[] = [mixedLengths, randomLinear]

/** @throws if no scenario has that id. */
export function scenarioById(id: string): Scenario {
  const scenario = SCENARIOS.find(candidate => candidate.id === id)
  if (!scenario) throw new Error(`There is no scenario "${id}".`)
  return scenario
}
