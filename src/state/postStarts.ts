import { decodeLink } from '../config/link'
import { parametersOf } from '../config/parameters'
import type { ShippedCheckpoint } from '../engine/shipped'
import type { Snapshot } from '../engine/snapshot'
import { checkpointAt } from './checkpoints'
import { snapshotAt } from './derive'
import type { AskedStart } from './postMessages'
import { leastKl } from './selection'
import type { KeptCheckpoint, Run } from './types'
import { unitOf } from './unit'

/** Why a checkpoint of the run is offered to start from, in the order in which they are called. */
export const ROLES = ['tournament', 'leastKl', 'last', 'playhead', 'zero'] as const
export type Role = (typeof ROLES)[number]

/** How a checkpoint is called by its role. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  tournament: 'the tournament’s pick',
  leastKl: 'least KL',
  last: 'the last',
  playhead: 'at the playhead',
  zero: 'the start',
}

/** A kept checkpoint of the run, and everything that it is offered for; those that coincide are one. */
export interface OfferedStart {
  readonly kept: KeptCheckpoint
  readonly roles: readonly Role[]
  /** Its own evaluation. */
  readonly snapshot: Snapshot
  /** Steps that were meant where only this earlier checkpoint was kept. */
  readonly insteadOf: readonly number[]
}

/**
 * The checkpoints of a run to start post-training from, in order of step. While a run has only its start, that is neither the
 * pick nor the last of anything.
 * @param tournament the step of the tournament's pick; null while it is not known
 */
export function offeredStarts(
  run: Pick<Run, 'snapshots' | 'checkpoints'>,
  tournament: number | null,
  playhead: number | null,
): OfferedStart[] {
  const { snapshots } = run
  const wanted: Record<Role, number | null> = {
    tournament,
    leastKl: leastKl(snapshots)?.step ?? null,
    last: snapshots.at(-1)?.step ?? null,
    playhead: snapshotAt(run as Run, playhead)?.step ?? null,
    zero: snapshots[0]?.step ?? null,
  }
  const roles: readonly Role[] = snapshots.length === 1 ? ['zero'] : ROLES
  const offered = new Map<number, OfferedStart>()
  for (const role of roles) {
    const step = wanted[role]
    const kept = step === null ? null : checkpointAt(run, step)
    const snapshot = kept && snapshots.find(one => one.step === kept.step)
    if (step === null || !kept || !snapshot) continue
    const before = offered.get(kept.step)
    const missed = step === kept.step || before?.insteadOf.includes(step) ? [] : [step]
    offered.set(kept.step, {
      kept,
      snapshot,
      roles: [...(before?.roles ?? []), role],
      insteadOf: [...(before?.insteadOf ?? []), ...missed],
    })
  }
  return [...offered.values()].sort((a, b) => a.kept.step - b.kept.step)
}

/** As a job is asked for it. */
export function askedStart(
  { kept, roles }: Pick<OfferedStart, 'kept' | 'roles'>,
  run: Pick<Run, 'config'>,
): AskedStart {
  const name = `${unitOf(run.config).one} ${kept.step.toLocaleString('en-US')}`
  return { name, label: [name, ...roles.map(role => ROLE_NAMES[role])].join(', '), theta: kept.theta }
}

/** A checkpoint that ships, as a job is asked for it: called by its phase of training, where its scenario has several. */
export function askedShipped({ shipped: { link, steps }, theta }: ShippedCheckpoint): AskedStart {
  const { config } = decodeLink(link)
  const phase = parametersOf(config).find(({ id }) => id === 'phase')
  const name = `${phase?.words?.[config.values.phase] ?? 'training'} step ${steps.toLocaleString('en-US')}`
  return { name, label: `${name}, ships with the lab`, theta }
}
