import type { PostSettings } from '../src/config/postTraining'
import type { ShippedCheckpoint } from '../src/engine/shipped'

/** Fixed before the seeds below were run; the step size was chosen on seed 1000. */
export const LINK = 'scenario=graph-two-rules&M=128&backend=wasm'
export const RARE_CLASS = 2
export const TARGET = 0.5
export const SETTINGS: PostSettings = {
  etaPost: 0.0003,
  prompts: 16,
  group: 8,
  beta: 0,
  of: RARE_CLASS,
  steps: 120,
  evaluate: 2,
}

export interface ReachedTarget {
  readonly seed: number
  readonly start: string
  /** Null where it was not reached. */
  readonly steps: number | null
  readonly passAt1: number
  readonly klToStart: number
}

export async function writeReport(
  results: readonly ReachedTarget[],
  shipped: readonly ShippedCheckpoint[],
): Promise<void> {
  console.log(results.length, shipped.length)
}
