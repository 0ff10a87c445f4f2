import { asGhost } from './checkpoints'
import type { LabState, Run } from './types'

/** The runs that the page knows. */
type Runs = Pick<LabState, 'run' | 'rival' | 'ghosts'>

/** Most runs that lie over the charts beside the present one. */
export const MOST_GHOSTS = 3

/** Colours that runs have: one more than runs are shown at once. */
export const COLOURS = 5

/** Share of its steps that a run must have done to be worth comparing with. */
export const WORTH_KEEPING = 1 / 20

/** Whether it got far enough to be worth keeping. */
export function gotSomewhere({ config, snapshots }: Pick<Run, 'config' | 'snapshots'>): boolean {
  const reached = snapshots.at(-1)?.step ?? 0
  return reached > 0 && reached >= WORTH_KEEPING * config.values.T
}

/** Earlier runs that there is room for: one less where the run has a rival. */
export function roomForGhosts({ rival }: Pick<Runs, 'rival'>): number {
  return rival ? MOST_GHOSTS - 1 : MOST_GHOSTS
}

/** The earlier runs with one more; the oldest that are not pinned make room. */
export function withGhost(ghosts: readonly Run[], run: Run, most = MOST_GHOSTS): readonly Run[] {
  return withRoom([...ghosts, asGhost(run)], most)
}

/** The earlier runs as far as there is room: the oldest that are not pinned leave first. */
export function withRoom(ghosts: readonly Run[], most: number): readonly Run[] {
  let kept = ghosts
  while (kept.length > most) {
    const leaves = kept.find(({ pinned }) => !pinned) ?? kept[0]
    kept = kept.filter(ghost => ghost !== leaves)
  }
  return kept
}

/**
 * Whether one more run can be pinned so that none is lost: a pinned run of the lab becomes an earlier run with the next change
 * of a setting.
 */
export function canPin(state: Runs): boolean {
  const { run, rival, ghosts } = state
  const pinned = [run, rival, ...ghosts].filter(one => one?.pinned).length
  return pinned < roomForGhosts(state)
}

const withRivals = new WeakMap<readonly Run[], WeakMap<Run, readonly Run[]>>()

/** What lies over the charts beside the run: its rival, then the earlier runs. The same array for the same runs. */
export function overlaid({ rival, ghosts }: Pick<Runs, 'rival' | 'ghosts'>): readonly Run[] {
  if (!rival) return ghosts
  const known = withRivals.get(ghosts) ?? new WeakMap<Run, readonly Run[]>()
  const all = known.get(rival) ?? [rival, ...ghosts]
  withRivals.set(ghosts, known.set(rival, all))
  return all
}

/**
 * The runs over the charts but for the one that they show: until a new run is measured that is the one before it, which lies
 * among the earlier runs already.
 */
export function besides(runs: readonly Run[], shown: number | undefined): readonly Run[] {
  return runs.some(({ id }) => id === shown) ? runs.filter(({ id }) => id !== shown) : runs
}

/** The next colour after the present run's that no run over the charts has. */
export function freeColour(run: Pick<Run, 'colour'> | null, ghosts: readonly Pick<Run, 'colour'>[]): number {
  const taken = new Set(ghosts.map(({ colour }) => colour % COLOURS))
  let colour = (run?.colour ?? 0) + 1
  while (taken.has(colour % COLOURS)) colour++
  return colour
}
