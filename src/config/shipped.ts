import { scenarioOf } from '../scenarios/registry'
import type { ExperimentConfig } from './config'

/** Name of the checkpoint that ships with the lab and that a configuration's runs begin from, or null. */
export function shippedName(config: ExperimentConfig): string | null {
  return scenarioOf(config).startsFrom?.(config.values) ?? null
}
