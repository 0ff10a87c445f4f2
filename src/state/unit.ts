import type { ExperimentConfig } from '../config/config'
import { ruleById } from '../training/registry'

/** What a run counts: steps of training, or datasets that have nothing to do with each other. */
export interface Unit {
  readonly one: 'step' | 'dataset'
  readonly many: 'steps' | 'datasets'
}

const STEPS: Unit = { one: 'step', many: 'steps' }
const DATASETS: Unit = { one: 'dataset', many: 'datasets' }

export function unitOf({ rule }: Pick<ExperimentConfig, 'rule'>): Unit {
  return ruleById(rule).kind === 'dataset' ? DATASETS : STEPS
}

/** Whether every step of the run is another, independent dataset; step 0 is the start, before any data. */
export function drawsDatasets(config: Pick<ExperimentConfig, 'rule'>): boolean {
  return unitOf(config) === DATASETS
}
