import type { ExperimentConfig } from './config'
import { parametersOf } from './parameters'
import { type Adjusted, fitted, withDefaults } from './settings'

/**
 * Settings that two runs in lock-step share, beside the backend: the same evaluation points, the same random draws, the same
 * number of held-out responses, and one N at which both are looked at.
 */
export const SHARED_SETTINGS = ['N', 'T', 'M', 'seed', 'every'] as const

/** The settings of a run, and those of its rival where there is one: of A and B where nothing else is said. */
export interface Settings {
  readonly config: ExperimentConfig
  readonly rival: ExperimentConfig | null
}

/** Two configurations in lock-step, and what had to be adjusted to get there. */
export interface Pair {
  readonly leader: ExperimentConfig
  readonly follower: ExperimentConfig
  readonly adjustments: readonly string[]
}

/**
 * The follower with all shared settings of the leader. Where it cannot be evaluated as often as the leader, both are evaluated
 * as often as both can.
 */
export function inLockstep(leader: ExperimentConfig, follower: ExperimentConfig): Pair {
  const followed = following(leader, follower)
  const every = followed.config.values.every
  if (every === leader.values.every) return { leader, follower: followed.config, adjustments: followed.adjustments }
  const slower = { ...leader, values: { ...leader.values, every } }
  return { leader: slower, follower: followed.config, adjustments: followed.adjustments }
}

/** A configuration with the shared settings of another, as far as it has them; `every` may have had to be raised. */
function following(leader: ExperimentConfig, follower: ExperimentConfig): Adjusted {
  const taken = Object.fromEntries(sharedIds(leader, follower).map(id => [id, leader.values[id]]))
  const { backend } = leader
  const { config, adjustments } = fitted(
    withDefaults({ ...follower, backend, values: { ...follower.values, ...taken } }),
  )
  // What had to be fitted may move defaults, and a shared setting may have stood at its own.
  const values = { ...config.values, ...taken, every: Math.max(config.values.every, leader.values.every) }
  return { config: { ...config, values }, adjustments }
}

/** The shared settings that both configurations have. */
export function sharedIds(leader: ExperimentConfig, follower: ExperimentConfig): readonly string[] {
  const own = parametersOf(follower).map(({ id }) => id)
  return SHARED_SETTINGS.filter(id => own.includes(id) && leader.values[id] !== undefined)
}

/** Whether a setting of one run is the other's too. */
export function isShared(id: string): boolean {
  return id === 'backend' || (SHARED_SETTINGS as readonly string[]).includes(id)
}
