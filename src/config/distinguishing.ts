import type { ExperimentConfig } from './config'
import { defaultOf, parametersInUse } from './parameters'

/** The choices of a configuration that are not numbers, those that decide about more of it first. */
export const CHOICES = ['scenario', 'model', 'rule', 'decode', 'backend'] as const

/** A choice, or the id of a numeric parameter. */
export type Setting = (typeof CHOICES)[number] | (string & {})

/**
 * For each of several configurations, the settings by which it can be told from the others, in display order. Scenarios, and
 * models of one scenario, share no numbers: what belongs to one is compared only with what belongs to it too. N changes no
 * run and is none of them; what a rule does not read, neither; nor is an `every` that only follows T.
 */
export function distinguishing(configs: readonly ExperimentConfig[]): readonly (readonly Setting[])[] {
  const read = new Map(configs.map(config => [config, parametersInUse(config)]))
  const reads = (config: ExperimentConfig, id: string) => read.get(config)!.some(parameter => parameter.id === id)
  return configs.map(config => {
    const sameScenario = configs.filter(({ scenario }) => scenario === config.scenario)
    const alike = sameScenario.filter(({ model }) => model === config.model)
    const among = { scenario: configs, model: sameScenario, rule: alike, decode: alike, backend: alike }
    const choices = CHOICES.filter(choice => among[choice].some(other => other[choice] !== config[choice]))
    const ids = read.get(config)!.map(({ id }) => id)
    const readersOf = (id: string) => alike.filter(other => reads(other, id))
    return [...choices, ...ids.filter(id => id !== 'N' && numberDiffers(id, config, readersOf(id)))]
  })
}

function numberDiffers(id: string, config: ExperimentConfig, readers: readonly ExperimentConfig[]): boolean {
  if (id === 'every' && readers.every(other => other.values.every === defaultOf(other, 'every'))) return false
  return readers.some(({ values }) => values[id] !== config.values[id])
}
