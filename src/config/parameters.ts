import type { NumberParameter, Values } from '../scenarios/parameter'
import { scenarioById } from '../scenarios/registry'
import type { Default } from '../scenarios/scenario'
import { ruleById } from '../training/registry'
import { largestTokenStep } from '../training/tokenSgd'
import type { ExperimentConfig } from './config'

/** The parameters that scenarios share, in display order. A scenario names those it uses and adds its own. */
export const SHARED_PARAMETERS: readonly NumberParameter[] = [
  {
    kind: 'integer',
    id: 'H',
    symbol: 'H',
    label: 'Sequence length',
    help: 'Number of tokens y_1 … y_H of a response, the horizon. R = log π_D − log π̂ is a sum over them, and so is its mean, KL.',
    min: 1,
    max: 512,
    scale: 'log',
  },
  {
    kind: 'number',
    id: 'N',
    symbol: 'N',
    label: 'Tail parameter',
    help: 'Cov_N is the share of the teacher’s responses that the model under-weights N times or more (Def. 1.1); also the budget of Best-of-N.',
    min: 1,
    max: 1e6,
    sliderMax: 1024,
    scale: 'log',
    live: true,
  },
  {
    kind: 'number',
    id: 'eta',
    symbol: 'η',
    label: 'Step size',
    help: 'Length of a step: the factor before the gradient, or before its normalized form (Eq. 14, 18, 20).',
    min: 1e-6,
    max: 10,
    sliderMax: 1,
    scale: 'log',
    live: true,
  },
  {
    kind: 'number',
    id: 'lambda',
    symbol: 'λ',
    label: 'Normalization offset',
    help: 'Added to the gradient’s norm before dividing by it (Eq. 18): gradients well below λ are hardly normalized.',
    min: 1e-4,
    max: 1e6,
    sliderMax: 1000,
    scale: 'log',
    live: true,
  },
  {
    kind: 'number',
    id: 'etaT',
    symbol: 'η_T',
    label: 'Test-time step size',
    help: 'Step taken after every token that is read, forgotten at the end of the response (Eq. 22–23). Theorem 6.1 uses token-level SGD’s own η.',
    min: 1e-6,
    max: 10,
    sliderMax: 1,
    scale: 'log',
  },
  {
    kind: 'integer',
    id: 'n',
    symbol: 'n',
    label: 'Dataset size',
    help: 'Number of training sequences in a dataset.',
    min: 1,
    max: 100_000,
    sliderMax: 10_000,
    scale: 'log',
  },
  {
    kind: 'integer',
    id: 'K',
    symbol: 'K',
    label: 'Batch size',
    help: 'Fresh sequences per step; after T steps the model has seen n = K·T.',
    min: 1,
    max: 1024,
    scale: 'log',
  },
  {
    kind: 'integer',
    id: 'T',
    symbol: 'T',
    label: 'Steps',
    help: 'Length of the run in steps; for maximum likelihood and the tournament, the number of datasets.',
    min: 1,
    max: 100_000,
    scale: 'log',
  },
  {
    kind: 'integer',
    id: 'V',
    symbol: 'V',
    label: 'Vocabulary',
    help: 'Number of different tokens.',
    min: 2,
    max: 32,
    scale: 'linear',
  },
  {
    kind: 'integer',
    id: 'd',
    symbol: 'd',
    label: 'Feature dimension',
    help: 'Dimension of the features φ and of the parameters θ (Eq. 3).',
    min: 1,
    max: 64,
    scale: 'linear',
  },
  {
    kind: 'integer',
    id: 'width',
    symbol: 'width',
    label: 'Transformer width',
    help: 'Numbers that stand for a token between the layers; the paper’s model has 384.',
    min: 8,
    max: 128,
    scale: 'log',
    advanced: true,
  },
  {
    kind: 'integer',
    id: 'layers',
    symbol: 'layers',
    label: 'Transformer layers',
    help: 'Blocks of attention and MLP; the paper’s model has 6.',
    min: 1,
    max: 6,
    scale: 'linear',
    advanced: true,
  },
  {
    kind: 'integer',
    id: 'heads',
    symbol: 'heads',
    label: 'Attention heads',
    help: 'In each layer; the width is a multiple of their number.',
    min: 1,
    max: 8,
    scale: 'linear',
    advanced: true,
  },
  {
    kind: 'number',
    id: 'B',
    symbol: 'B',
    label: 'Feature bound',
    help: 'Largest norm of the features: ‖φ‖ ≤ B. It limits how certain the model can be, since ‖θ‖ ≤ 1.',
    min: 0.1,
    max: 1024,
    sliderMax: 256,
    scale: 'log',
  },
  {
    kind: 'integer',
    id: 'X',
    symbol: '|X|',
    label: 'Prompts',
    help: 'Number of equally likely prompts.',
    min: 1,
    max: 64,
    scale: 'linear',
    advanced: true,
  },
  {
    kind: 'integer',
    id: 'c',
    symbol: 'c',
    label: 'Context',
    help: 'How many of the last tokens the features depend on.',
    min: 0,
    max: 3,
    scale: 'linear',
    advanced: true,
  },
  {
    kind: 'number',
    id: 'N0',
    symbol: 'N₀',
    label: 'Design value of N',
    help: 'What is built for a certain N uses this one: truncated distillation cuts at log N₀, the tournament counts ratios of N₀. Moving N itself never changes the run.',
    min: 2,
    max: 1e6,
    sliderMax: 1024,
    scale: 'log',
    advanced: true,
  },
  {
    kind: 'integer',
    id: 'M',
    symbol: 'M',
    label: 'Held-out responses',
    help: 'Responses behind the estimated profile where there are too many to enumerate; its band shrinks like 1/√M.',
    min: 64,
    max: 16_384,
    scale: 'log',
    advanced: true,
  },
  {
    kind: 'integer',
    id: 'seed',
    symbol: 'seed',
    label: 'Seed',
    help: 'Everything random is a function of it: the same link gives the same run.',
    min: 0,
    max: 4_294_967_295,
    sliderMax: 100,
    scale: 'linear',
    advanced: true,
  },
  {
    kind: 'integer',
    id: 'every',
    symbol: 'every',
    label: 'Steps between evaluations',
    help: 'The model is measured at step 0, at every multiple of this, and at the end; the default gives more than 100 points.',
    min: 1,
    max: 100_000,
    sliderMax: 1000,
    scale: 'log',
    advanced: true,
  },
]

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

type Choices = Pick<ExperimentConfig, 'scenario' | 'rule' | 'decode'>

/** The parameters of the configuration, in display order: shared ones, then the scenario's own. */
export function parametersOf({ scenario, rule, decode }: Choices): readonly NumberParameter[] {
  const { uses, own } = scenarioById(scenario)
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
  const { own } = scenarioById(choices.scenario)
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
  const { defaults, stepSizes, datasets = DATASETS } = scenarioById(config.scenario)
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
  return `${kind} from ${parameter.min.toLocaleString('en-US', { maximumFractionDigits: 6 })} to ${parameter.max.toLocaleString('en-US')}`
}
