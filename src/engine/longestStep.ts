import type { ExperimentConfig } from '../config/config'
import { isLanguage } from '../models/task'
import { trainingWork } from '../models/transformer/work'
import { scenarioOf } from '../scenarios/registry'

/** Floating-point operations a second of a slow, busy machine. */
const SLOW = 1e9

/** Seconds that a step of the configuration may keep a worker from answering; 0 where steps take no time to speak of. */
export function longestStep(config: ExperimentConfig): number {
  if (config.model !== 'transformer') return 0
  const task = scenarioOf(config).build(config.values)
  return isLanguage(task) ? trainingWork(task, config.values.K) / SLOW : 0
}
