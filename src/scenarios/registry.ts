import { bernoulli } from './bernoulli'
import { fineRate } from './fineRate'
import { graphHorizon } from './graphHorizon'
import { graphTwoRules } from './graphTwoRules'
import { missingMass } from './missingMass'
import { misspecified } from './misspecified'
import { mixedLengths } from './mixedLengths'
import { orthonormal } from './orthonormal'
import { pivotalTokens } from './pivotalTokens'
import { randomLinear } from './randomLinear'
import { rarePrompt } from './rarePrompt'
import type { Scenario } from './scenario'
import { slowPrompts } from './slowPrompts'
import { steepPrompts } from './steepPrompts'

/** Every scenario, in the order of the menu; the page opens with the first. */
export const SCENARIOS: readonly Scenario[] = [
  mixedLengths,
  bernoulli,
  rarePrompt,
  steepPrompts,
  slowPrompts,
  pivotalTokens,
  orthonormal,
  missingMass,
  fineRate,
  misspecified,
  graphTwoRules,
  graphHorizon,
  randomLinear,
]

/** @throws if no scenario has that id. */
export function scenarioById(id: string): Scenario {
  const scenario = SCENARIOS.find(candidate => candidate.id === id)
  if (!scenario) throw new Error(`There is no scenario "${id}".`)
  return scenario
}
