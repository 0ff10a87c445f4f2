import { mixedLengths } from './mixedLengths'
import { randomLinear } from './randomLinear'
import type { Scenario } from './scenario'
import { slowPrompts } from './slowPrompts'
import { steepPrompts } from './steepPrompts'

/** Every scenario, in the order of the menu; the page opens with the first. */
export const SCENARIOS: readonly Scenario[] = [mixedLengths, steepPrompts, slowPrompts, randomLinear]

/** @throws if no scenario has that id. */
export function scenarioById(id: string): Scenario {
  const scenario = SCENARIOS.find(candidate => candidate.id === id)
  if (!scenario) throw new Error(`There is no scenario "${id}".`)
  return scenario
}
