import type { Values } from '../scenarios/parameter'
import type { Model } from '../scenarios/scenario'

export const DECODES = ['standard', 'ttt'] as const
export const BACKENDS = ['auto', 'webgpu', 'wasm', 'cpu'] as const

export type BackendChoice = (typeof BACKENDS)[number]

/** Everything that decides what a run computes. A link is this, written as a query string. */
export interface ExperimentConfig {
  readonly scenario: string
  readonly model: Model
  readonly rule: string
  readonly decode: (typeof DECODES)[number]
  readonly backend: BackendChoice
  /** Every numeric parameter of the scenario, defaults included, by id. */
  readonly values: Values
}
