import { asGhost } from './checkpoints'
import type { Run } from './types'

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

/** The runs over the charts with one more; the oldest that is not pinned makes room. */
export function withGhost(ghosts: readonly Run[], run: Run): readonly Run[] {
  const all = [...ghosts, asGhost(run)]
  if (all.length <= MOST_GHOSTS) return all
  const leaves = all.find(({ pinned }) => !pinned) ?? all[0]
  return all.filter(ghost => ghost !== leaves)
}

/** The next colour after the present run's that no run over the charts has. */
export function freeColour(run: Pick<Run, 'colour'> | null, ghosts: readonly Pick<Run, 'colour'>[]): number {
  const taken = new Set(ghosts.map(({ colour }) => colour % COLOURS))
  let colour = (run?.colour ?? 0) + 1
  while (taken.has(colour % COLOURS)) colour++
  return colour
}
