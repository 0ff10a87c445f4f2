import { SCENARIOS, scenarioById } from '../scenarios/registry'
import { RULES, ruleById } from '../training/registry'
import { type BackendChoice, DECODES, type ExperimentConfig, MODELS } from './config'
import { defaultOf, mostEvaluations, nearestValid, parametersOf } from './parameters'

/** A configuration, and what had to be adjusted to get there, a sentence each. */
export interface Adjusted {
  readonly config: ExperimentConfig
  readonly adjustments: readonly string[]
}

export type Choice = 'scenario' | 'rule' | 'backend'

/** The scenario with all its defaults. */
export function defaultConfig(
  scenario: string = SCENARIOS[0].id,
  rule: string = RULES[0].id,
  backend: BackendChoice = 'auto',
): ExperimentConfig {
  const bare = {
    scenario,
    model: MODELS[0],
    rule,
    decode: DECODES[0],
    backend,
    values: scenarioById(scenario).defaults,
  }
  return { ...bare, values: Object.fromEntries(parametersOf(bare).map(({ id }) => [id, defaultOf(bare, id)])) }
}

/**
 * The configuration with one parameter set to the nearest valid value. Parameters that stood at their default follow it
 * where it depends on the one that changed.
 */
export function withValue(config: ExperimentConfig, id: string, value: number): Adjusted {
  const parameter = parametersOf(config).find(candidate => candidate.id === id)
  if (!parameter) throw new Error(`${config.scenario} has no parameter "${id}".`)
  const changed = { ...config, values: { ...config.values, [id]: nearestValid(parameter, value) } }
  const values: Record<string, number> = { ...changed.values }
  for (const other of parametersOf(config)) {
    const followsDefault = other.id !== id && config.values[other.id] === defaultOf(config, other.id)
    if (followsDefault) values[other.id] = defaultOf(changed, other.id)
  }
  return fitted({ ...changed, values })
}

/**
 * The configuration with another scenario, rule or backend. A rule brings its own step sizes; a scenario brings all its
 * settings and keeps rule, backend, `N` and the seed.
 */
export function withChoice(config: ExperimentConfig, id: Choice, value: string): ExperimentConfig {
  if (id === 'backend') return { ...config, backend: value as BackendChoice }
  if (id === 'rule') {
    const changed = { ...config, rule: ruleById(value).id }
    const own = Object.fromEntries(['eta', 'lambda'].map(key => [key, defaultOf(changed, key)]))
    return { ...changed, values: { ...config.values, ...own } }
  }
  const fresh = defaultConfig(value, config.rule, config.backend)
  return { ...fresh, values: { ...fresh.values, N: config.values.N, seed: config.values.seed } }
}

/** The nearest configuration whose settings also fit together. */
export function fitted(config: ExperimentConfig): Adjusted {
  const adjustments: string[] = []
  let values = config.values
  const fit = scenarioById(config.scenario).fit?.(values)
  if (fit) {
    values = fit.values
    adjustments.push(fit.reason)
  }
  const most = mostEvaluations(values)
  const leastEvery = Math.ceil(values.T / most)
  if (values.every < leastEvery) {
    adjustments.push(
      `every = ${values.every} would give more than ${most.toLocaleString('en-US')} evaluation points; it was raised to ${leastEvery}.`,
    )
    values = { ...values, every: leastEvery }
  }
  return { config: { ...config, values }, adjustments }
}
