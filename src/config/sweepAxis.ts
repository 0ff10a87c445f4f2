import type { NumberParameter } from '../scenarios/parameter'
import { RULES } from '../training/registry'
import type { ExperimentConfig } from './config'
import { shown } from './link'
import { nearestValid, parametersOf, parseNumber, rangeInWords } from './parameters'
import { rulesOf } from './settings'

/** What varies along one direction of a sweep: a parameter, or the update rule. */
export type Axis = ParameterAxis | RuleAxis

export interface ParameterAxis {
  readonly kind: 'parameter'
  readonly id: string
  /** Valid values, ascending, each once. */
  readonly values: readonly number[]
}

export interface RuleAxis {
  readonly kind: 'rule'
  readonly id: 'rule'
  /** Ids of rules, in the order of the registry, each once. */
  readonly values: readonly string[]
}

/** Most values along one axis. */
export const MOST_VALUES = 32

/** How the values between two ends are spaced. */
export const SPACINGS = ['doubling', 'half decades', 'even'] as const
export type Spacing = (typeof SPACINGS)[number]

/** The parameters that can be an axis: no choices by name, and not the seed, of which every point has several. */
export function axisParameters(base: ExperimentConfig): readonly NumberParameter[] {
  return parametersOf(base).filter(({ id, words }) => id !== 'seed' && !words)
}

/** Values from one end to the other that the parameter accepts, at most `MOST_VALUES`; both ends are among them if even. */
export function spacedValues(parameter: NumberParameter, from: number, to: number, spacing: Spacing): number[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  const factor = spacing === 'doubling' ? 2 : Math.sqrt(10)
  const raw: number[] = []
  if (spacing === 'even' || low <= 0) for (let i = 0; i <= 4; i++) raw.push(low + (i / 4) * (high - low))
  else for (let k = 0; k < MOST_VALUES && low * factor ** k <= high * (1 + 1e-9); k++) raw.push(low * factor ** k)
  return tidied(
    parameter,
    raw.map(value => Number(value.toPrecision(3))),
  )
}

/** The values that an axis opens with; frozen with the links' version. */
export function presetAxis(parameter: NumberParameter): ParameterAxis {
  const { id, min, max, sliderMax, scale, kind } = parameter
  const end = sliderMax ?? max
  if (scale === 'linear') return { kind: 'parameter', id, values: spacedValues(parameter, min, end, 'even') }
  if (kind === 'integer') {
    const from = Math.max(min, 8)
    return { kind: 'parameter', id, values: spacedValues(parameter, from, Math.min(end, 16 * from), 'doubling') }
  }
  // The middle of the slider, where its logarithm is the coordinate.
  const middle = Math.sqrt(min * end)
  const from = Math.max(min, 10 ** Math.round(Math.log10(middle) - 1))
  return {
    kind: 'parameter',
    id,
    values: spacedValues(parameter, from, Math.min(end, 100 * from), 'half decades'),
  }
}

/** What a list of numbers came to: null where it holds none. */
export interface ReadValues {
  readonly values: readonly number[] | null
  /** One sentence for each thing that was not taken as written. */
  readonly adjustments: readonly string[]
}

/** What may stand between the values of a list. */
const SEPARATORS = /[,;\s]+/

/** Reads a list of values. */
export function readValues(parameter: NumberParameter, text: string): ReadValues {
  const { id } = parameter
  const adjustments: string[] = []
  const values: number[] = []
  for (const part of text.split(SEPARATORS).filter(Boolean)) {
    const asked = parseNumber(part)
    if (asked === null) adjustments.push(`${id}: ${shown(part)} is not a number and was left out.`)
    else {
      const value = nearestValid(parameter, asked)
      if (value !== asked)
        adjustments.push(`${id}: ${shown(part)} is not ${rangeInWords(parameter)}; ${value} is used.`)
      values.push(value)
    }
  }
  const kept = tidied(parameter, values)
  if (new Set(values).size > MOST_VALUES) {
    adjustments.push(`${id}: an axis has at most ${MOST_VALUES} values; the smallest ${MOST_VALUES} are used.`)
  }
  const told =
    adjustments.length > 4
      ? [...adjustments.slice(0, 4), `${id}: ${adjustments.length - 4} more of the kind.`]
      : adjustments
  return { values: kept.length > 0 ? kept : null, adjustments: told }
}

/** The rules of that list of ids that there are; null where there is none. */
export function readRules(
  { scenario, model }: Pick<ExperimentConfig, 'scenario' | 'model'>,
  text: string,
): { readonly values: readonly string[] | null; adjustments: readonly string[] } {
  const asked = text.split(SEPARATORS).filter(Boolean)
  const offered = rulesOf(scenario, model)
  const known = RULES.filter(rule => offered.includes(rule)).map(({ id }) => id)
  const unknown = asked.filter(id => !known.includes(id))
  const values = known.filter(id => asked.includes(id))
  const adjustments = unknown
    .slice(0, 3)
    .map(id => `rule: ${shown(id)} is not one of ${known.join(', ')} and was left out.`)
  return { values: values.length > 0 ? values : null, adjustments }
}

function tidied(parameter: NumberParameter, values: readonly number[]): number[] {
  const valid = new Set(values.map(value => nearestValid(parameter, value)))
  return [...valid].sort((a, b) => a - b).slice(0, MOST_VALUES)
}
