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
import { MODELS, type Model, type Scenario } from './scenario'
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

/** The models that can learn a scenario, the one it opens with first. */
export function modelsOf(id: string): readonly Model[] {
  const { model = MODELS[0], variants = {} } = scenarioById(id)
  return [model, ...MODELS.filter(other => other !== model && variants[other])]
}

/**
 * The scenario as the chosen model learns it.
 * @throws if there is no such scenario
 */
export function scenarioOf({ scenario: id, model }: { readonly scenario: string; readonly model: Model }): Scenario {
  const scenario = scenarioById(id)
  const variant = scenario.variants?.[model]
  return variant ? { ...scenario, ...variant, model } : scenario
}
