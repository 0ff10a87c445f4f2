import type { Settings } from '../../config/lockstep'
import { roomForGhosts } from '../ghosts'
import { unguarded } from '../guard'
import { useLab } from '../lab'
import { inOrder } from '../pair'
import type { LabState, Run, Side } from '../types'

/** What was on the page before a lesson. */
export interface Home {
  /** Of A and B where there were two. */
  readonly settings: Settings
  /** Whose settings were edited; null where there was one run alone. */
  readonly side: Side | null
  /** Of the one run alone, or of A. */
  readonly origin: Run['origin']
  /** All runs that were shown, the earliest first. */
  readonly runs: readonly Run[]
}

export function homeNow(): Home {
  const lab = useLab.getState()
  const { side, ghosts } = lab
  const own = ownRuns(lab)
  const trained = own.filter(({ snapshots }) => snapshots.length > 1)
  return { settings: inOrder(lab), side, origin: own[0]?.origin ?? null, runs: [...ghosts, ...trained] }
}

/** The run alone, or A's and B's. */
function ownRuns({ side, run, rival }: LabState): readonly Run[] {
  const both = side === 'B' ? [rival, run] : [run, rival]
  return both.filter(one => one !== null)
}

/**
 * Opens the settings again at step 0, of A and B where there were two; the runs that were under way lie over the charts with
 * the earlier ones, as far as there is room.
 */
export function returnHome(home: Home): void {
  unguarded(() => restore(home))
}

function restore({ settings: { config, rival }, side, origin, runs }: Home): void {
  const { pause, begin, dismissGhosts } = useLab.getState()
  pause()
  // A pair needs the places of what the lesson has pinned.
  dismissGhosts()
  begin(config, origin, rival)
  if (side !== null) useLab.getState().edit(side)
  useLab.getState().dismissGhosts()
  for (const run of runs.slice(-roomForGhosts(useLab.getState()))) useLab.getState().overlay(run)
}
