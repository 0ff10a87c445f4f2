import { modelsOf, SCENARIOS } from '../scenarios/registry'
import { MODELS } from '../scenarios/scenario'
import { RULES } from '../training/registry'
import { BACKENDS, DECODES, type ExperimentConfig } from './config'
import { parametersOf, rangeInWords } from './parameters'
import { type Subject, schemaProblem } from './schemaProblem'
import { decodesOf, fitted, rulesOf } from './settings'
import { z } from './zod'

const shape = z.strictObject({
  scenario: z.enum(SCENARIOS.map(({ id }) => id)),
  model: z.enum(MODELS),
  rule: z.enum(RULES.map(({ id }) => id)),
  decode: z.enum(DECODES),
  backend: z.enum(BACKENDS),
  values: z.record(z.string(), z.number()),
})

const CONFIGURATION: Subject = {
  whole: 'The configuration',
  part: field => `The configuration’s ${field}`,
  kind: 'configurations',
}

/**
 * Checks a configuration that comes from outside, such as a message or a file.
 * @throws Error with one sentence that names the field, its value and what is accepted.
 */
export function parseConfig(input: unknown): ExperimentConfig {
  const parsed = shape.safeParse(input)
  if (!parsed.success) throw new Error(schemaProblem(parsed.error, CONFIGURATION))
  const config = parsed.data
  if (
    !modelsOf(config.scenario).includes(config.model) ||
    !rulesOf(config.scenario, config.model).some(({ id }) => id === config.rule) ||
    !decodesOf(config.scenario, config.model).includes(config.decode)
  ) {
    throw new Error(
      `${config.scenario} cannot be learned by ${config.model} with ${config.rule} and read by ${config.decode}.`,
    )
  }
  const parameters = parametersOf(config)
  for (const parameter of parameters) {
    const value = config.values[parameter.id]
    const integral = parameter.kind === 'number' || Number.isInteger(value)
    if (!(value >= parameter.min && value <= parameter.max && integral)) {
      throw new Error(`${parameter.id} is ${value}; it must be ${rangeInWords(parameter)}.`)
    }
  }
  const unknown = Object.keys(config.values).find(id => !parameters.some(parameter => parameter.id === id))
  if (unknown !== undefined) throw new Error(`${config.scenario} has no parameter "${unknown.slice(0, 40)}".`)
  const [problem] = fitted(config).adjustments
  if (problem) throw new Error(problem)
  return config
}
