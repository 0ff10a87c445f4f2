import type { NumberParameter, Values } from '../scenarios/parameter'
import { scenarioOf } from '../scenarios/registry'
import type { Default } from '../scenarios/scenario'
import { ruleById } from '../training/registry'
import { largestTokenStep } from '../training/tokenSgd'
import type { ExperimentConfig } from './config'
import { SHARED_PARAMETERS } from './schema'

/**
 * Largest number of evaluation points after step 0. It bounds the memory of a run: each point keeps about 20 bytes for each
 * of its M held-out responses, so that a run and its three ghosts stay below 400 MB.
 */
export function mostEvaluations({ M = 1 }: Values): number {
  return Math.min(1000, Math.floor(2 ** 22 / M))
}

/** Parameters that the rule alone decides about, and those that test-time training adds. */
const OF_RULES: readonly string[] = ['eta', 'lambda', 'K']
const OF_TEST_TIME: readonly string[] = ['etaT', 'M']

type Choices = Pick<ExperimentConfig, 'scenario' | 'model' | 'rule' | 'decode'>

/** The parameters of the configuration, in display order: shared ones, then the scenario's own. */
export function parametersOf({ scenario, model, rule, decode }: Choices): readonly NumberParameter[] {
  const { uses, own } = scenarioOf({ scenario, model })
  const { kind, uses: ofRule } = ruleById(rule)
  const wanted = (id: string): boolean => {
    if (own.some(parameter => parameter.id === id)) return false
    if (decode === 'ttt' && OF_TEST_TIME.includes(id)) return true
    // Links freeze the settings of all gradient rules together: choosing another one leaves λ where it was.
    const byRule = kind === 'gradient' ? uses : (ofRule as readonly string[])
    return (OF_RULES.includes(id) ? byRule : [...uses, ...ofRule]).includes(id)
  }
  return [...SHARED_PARAMETERS.filter(({ id }) => wanted(id)), ...own]
}

/** How settings are called where every step is another dataset. */
const FOR_DATASETS: Readonly<Record<string, Pick<NumberParameter, 'label' | 'help'>>> = {
  T: { label: 'Datasets', help: 'Number of independent datasets; each chooses a model of its own.' },
  every: {
    label: 'Datasets between evaluations',
    help: 'Only the models of every so many datasets are measured, and the last; the others need not be drawn.',
  },
}

/** Those of them that have an effect under the chosen rule, as a person should read them: links keep λ for all gradient rules. */
export function parametersInUse(choices: Choices): readonly NumberParameter[] {
  const { own } = scenarioOf(choices)
  const { kind, uses } = ruleById(choices.rule)
  const read: readonly string[] = uses
  return parametersOf(choices)
    .filter(parameter => own.includes(parameter) || !OF_RULES.includes(parameter.id) || read.includes(parameter.id))
    .map(parameter => (kind === 'dataset' ? { ...parameter, ...FOR_DATASETS[parameter.id] } : parameter))
}

/** Defaults of parameters that a rule or decode brings to scenarios which say nothing about them. */
const FALLBACKS: Readonly<Record<string, number>> = { n: 1000, N0: 16, M: 1024 }

/** Datasets drawn by rules that choose from a whole one. */
const DATASETS = 200

/** The default that `v=1` froze for this scenario, rule and decode. */
export function defaultOf(config: ExperimentConfig, id: string): number {
  const { values, rule } = config
  const { defaults, stepSizes, datasets = DATASETS } = scenarioOf(config)
  const { kind, stepSize } = ruleById(rule)
  const evaluated = (given: Default) => (typeof given === 'number' ? given : given(values))
  switch (id) {
    case 'every':
      return Math.max(1, kind === 'dataset' ? Math.ceil(values.T / 1000) : Math.floor(values.T / 125))
    case 'T':
      return kind === 'dataset' ? datasets : evaluated(defaults.T)
    case 'eta':
      return validStep(evaluated(stepSizes[rule] ?? stepSize))
    case 'etaT':
      // Theorem 6.1 trains and reads with one η.
      return kind === 'tokens' && values.eta ? values.eta : validStep(evaluated(stepSizes.ttt ?? largestTokenStep))
    default:
      return evaluated(defaults[id] ?? FALLBACKS[id])
  }
}

const STEP_SIZE = SHARED_PARAMETERS.find(({ id }) => id === 'eta')!

/** A tuned step size may leave the range that both step sizes share. */
function validStep(eta: number): number {
  return nearestValid(STEP_SIZE, eta)
}

/** The nearest value the parameter accepts. `value` must be a number other than NaN. */
export function nearestValid(parameter: NumberParameter, value: number): number {
  const clamped = Math.min(parameter.max, Math.max(parameter.min, value))
  return parameter.kind === 'integer' ? Math.round(clamped) : clamped
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i

/** A number written in decimal digits, as links and fields accept it; null for any other text. May be ±Infinity by size. */
export function parseNumber(text: string): number | null {
  return NUMBER.test(text.trim()) ? Number(text) : null
}

/** The accepted values in words, e.g. "a whole number from 1 to 512". */
export function rangeInWords(parameter: NumberParameter): string {
  const kind = parameter.kind === 'integer' ? 'a whole number' : 'a number'
  return `${kind} from ${inWords(parameter.min)} to ${inWords(parameter.max)}`
}

/** A setting in a sentence, in decimal digits however small it is, thousands with commas: "0.0000001", "1,000,000". */
export function inWords(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 12 })
}
