import type { ExperimentConfig } from '../config/config'
import { inLockstep, isShared, type Settings } from '../config/lockstep'
import { roomForGhosts } from './ghosts'
import type { LabState, Run, Side } from './types'

export function otherOf(side: Side): Side {
  return side === 'A' ? 'B' : 'A'
}

/** A run of which nothing has been computed yet. */
export function freshRun(given: Pick<Run, 'id' | 'colour' | 'config' | 'origin'>): Run {
  return {
    ...given,
    description: null,
    estimate: null,
    snapshots: [],
    checkpoints: [],
    changes: [],
    shipped: null,
    pinned: false,
  }
}

/**
 * Both settings after the edited ones were changed. What is shared is taken from these where a person set just that, or where
 * they are A's; else from A's, so that another scenario for B leaves A as it is.
 * @param set id of the parameter or choice that was set; null where many were
 */
export function settingsAfter(
  { side, rival }: Pick<LabState, 'side' | 'rival'>,
  config: ExperimentConfig,
  set: string | null,
): Settings & { readonly adjustments: readonly string[] } {
  if (!rival) return { config, rival: null, adjustments: [] }
  const leads = side === 'A' || (set !== null && isShared(set))
  const pair = leads ? inLockstep(config, rival.config) : inLockstep(rival.config, config)
  // The sentences are about the one that follows.
  const about = leads === (side === 'A') ? 'B' : 'A'
  const adjustments = pair.adjustments.map(sentence => `${about}: ${sentence}`)
  return leads
    ? { config: pair.leader, rival: pair.follower, adjustments }
    : { config: pair.follower, rival: pair.leader, adjustments }
}

/** A's settings and B's: what a link writes, whichever of them is being edited. */
export function inOrder({ side, config, rival }: Pick<LabState, 'side' | 'config' | 'rival'>): Settings {
  return side === 'B' && rival ? { config: rival.config, rival: config } : { config, rival: rival?.config ?? null }
}

/** A link's settings as they belong to the side that is being edited. */
export function asEdited({ side }: Pick<LabState, 'side'>, { config, rival }: Settings): Settings {
  return side === 'B' && rival ? { config: rival, rival: config } : { config, rival }
}

/** The other of A and B to be edited; nothing is computed anew. */
export function otherSide({ side, run, rival }: LabState): Partial<LabState> {
  if (!run || !rival) return {}
  return { side: otherOf(side ?? 'B'), config: rival.config, run: rival, rival: run }
}

/** Whether two runs fit over the charts beside the pinned ones, of which a pinned run will be one. */
export function fitsPair({ run, ghosts }: Pick<LabState, 'run' | 'ghosts'>): boolean {
  const pinned = [...ghosts, run].filter(one => one?.pinned).length
  return pinned <= roomForGhosts({ rival: run })
}
