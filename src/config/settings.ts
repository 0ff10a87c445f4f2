import type { Values } from '../scenarios/parameter'
import { modelsOf, SCENARIOS, scenarioOf } from '../scenarios/registry'
import type { Model } from '../scenarios/scenario'
import { RULES, ruleById } from '../training/registry'
import type { UpdateRule } from '../training/rule'
import { type BackendChoice, DECODES, type ExperimentConfig } from './config'
import { defaultOf, mostEvaluations, nearestValid, parametersOf } from './parameters'

/** A configuration, and what had to be adjusted to get there, a sentence each. */
export interface Adjusted {
  readonly config: ExperimentConfig
  readonly adjustments: readonly string[]
}

export type Choice = 'scenario' | 'model' | 'rule' | 'decode' | 'backend'

/** The rules that a scenario's model can be learned with, the one it opens with first. */
export function rulesOf(scenario: string, model: Model = modelsOf(scenario)[0]): readonly UpdateRule[] {
  const { rule = RULES[0].id, rules } = scenarioOf({ scenario, model })
  const offered = RULES.filter(({ id, optIn }) => (rules ? rules.includes(id) : !optIn))
  return [...offered.filter(({ id }) => id === rule), ...offered.filter(({ id }) => id !== rule)]
}

/** The ways in which a scenario's model can be read. */
export function decodesOf(
  scenario: string,
  model: Model = modelsOf(scenario)[0],
): readonly ExperimentConfig['decode'][] {
  return scenarioOf({ scenario, model }).rules ? DECODES.slice(0, 1) : DECODES
}

/** The scenario with all its defaults, learned by its first model unless another is named. */
export function defaultConfig(
  scenario: string = SCENARIOS[0].id,
  rule?: string,
  backend: BackendChoice = 'auto',
  decode: ExperimentConfig['decode'] = DECODES[0],
  model: Model = modelsOf(scenario)[0],
): ExperimentConfig {
  const [home] = rulesOf(scenario, model)
  return withDefaults({ scenario, model, rule: rule ?? home.id, decode, backend, values: {} })
}

/** Fills in the default of every parameter that has no value yet, and leaves out what is no parameter. */
export function withDefaults(config: ExperimentConfig): ExperimentConfig {
  let { values } = config
  const parameters = parametersOf(config)
  // Defaults that depend on others come after those: the test-time step on η, η on sizes.
  const { defaults } = scenarioOf(config)
  const ids = parameters.map(({ id }) => id)
  const last = [...ids.filter(id => typeof defaults[id] === 'function'), 'eta', 'every', 'etaT']
  const order = [...ids.filter(id => !last.includes(id)), ...last]
  for (const id of order) values = { ...values, [id]: values[id] ?? defaultOf({ ...config, values }, id) }
  return { ...config, values: Object.fromEntries(parameters.map(({ id }) => [id, values[id]])) }
}

/**
 * The configuration with one parameter set to the nearest valid value. Parameters that stood at their default follow it
 * where it depends on the one that changed.
 */
export function withValue(config: ExperimentConfig, id: string, value: number): Adjusted {
  const parameter = parametersOf(config).find(candidate => candidate.id === id)
  if (!parameter) throw new Error(`${config.scenario} has no parameter "${id}".`)
  return fitted(moved(config, { [id]: nearestValid(parameter, value) }))
}

/** The configuration with some values changed; parameters that stood at their default follow it. */
function moved(config: ExperimentConfig, changes: Values): ExperimentConfig {
  const set = Object.entries(config.values).filter(([id, value]) => value !== defaultOf(config, id))
  return withDefaults({ ...config, values: { ...Object.fromEntries(set), ...changes } })
}

/**
 * The configuration with another scenario, model, rule, decode or backend. A rule brings its own step sizes, a model its rule
 * too; a scenario brings all its settings and keeps `N`, the seed, the backend, and the rule where both take steps along
 * gradients. Settings may not fit together any more (see `fitted`).
 */
export function withChoice(config: ExperimentConfig, id: Choice, value: string): ExperimentConfig {
  if (id === 'backend') return { ...config, backend: value as BackendChoice }
  if (id === 'scenario') {
    const [home] = rulesOf(value)
    const alike = modelsOf(value)[0] === config.model && ruleById(config.rule).kind === home.kind
    const keeps = alike && home.kind === 'gradient'
    const fresh = defaultConfig(value, keeps ? config.rule : home.id, config.backend)
    // An N that nobody chose is the scenario's own.
    const N = config.values.N === defaultOf(config, 'N') ? fresh.values.N : config.values.N
    return { ...fresh, values: { ...fresh.values, N, seed: config.values.seed } }
  }
  const steps = id === 'rule' || id === 'model' ? ['eta', 'lambda'] : []
  const kept = Object.entries(config.values).filter(
    ([key, set]) => set !== defaultOf(config, key) && !steps.includes(key),
  )
  const changed = id === 'model' ? withModel(config, value as Model) : { ...config, [id]: value }
  return withDefaults({ ...changed, values: Object.fromEntries(kept) })
}

/** Models are learned by rules and read in ways of their own. */
function withModel(config: ExperimentConfig, model: Model): ExperimentConfig {
  return { ...config, model, rule: rulesOf(config.scenario, model)[0].id, decode: DECODES[0] }
}

/** The scenario's defaults on the same backend, with some values in their place as far as they are parameters of it. */
export function presetConfig({ scenario, backend }: ExperimentConfig, values: Values): Adjusted {
  const config = defaultConfig(scenario, undefined, backend)
  const known = parametersOf(config).filter(({ id }) => values[id] !== undefined)
  return fitted(moved(config, Object.fromEntries(known.map(each => [each.id, nearestValid(each, values[each.id])]))))
}

/** The nearest configuration whose settings also fit together. */
export function fitted(config: ExperimentConfig): Adjusted {
  const adjustments: string[] = []
  let fitting = config
  const scenario = scenarioOf(config)
  // Each names one thing, and there may be several.
  for (let fit = scenario.fit?.(fitting.values); fit; fit = scenario.fit?.(fitting.values)) {
    const { values: nearest, reason } = fit
    const changes = Object.entries(nearest).filter(([id, value]) => value !== fitting.values[id])
    fitting = moved(fitting, Object.fromEntries(changes))
    adjustments.push(reason)
  }
  const { values } = fitting
  const most = mostEvaluations(values)
  const leastEvery = Math.ceil(values.T / most)
  if (values.every < leastEvery) {
    adjustments.push(
      `every = ${values.every} would give more than ${most.toLocaleString('en-US')} evaluation points; it was raised to ${leastEvery}.`,
    )
    fitting = { ...fitting, values: { ...values, every: leastEvery } }
  }
  return { config: fitting, adjustments }
}
