import { coverageAt } from '../../coverage/profile'
import type { Snapshot } from '../../engine/snapshot'
import { profileOf } from '../../state/derive'
import type { Run } from '../../state/types'

/** A snapshot's Cov_N on one grid of N; kept, so that each is worked out once. */
const rows = new WeakMap<Snapshot, { grid: readonly number[]; row: Float64Array }>()

/**
 * The mean of Cov_N over snapshots, at every N of the grid.
 * @param grid log N, nats; the same object for the same grid
 */
export function meanProfile(run: Run, snapshots: readonly Snapshot[], grid: readonly number[]): Float64Array {
  const sum = new Float64Array(grid.length)
  for (const snapshot of snapshots) {
    const row = rowOf(run, snapshot, grid)
    for (let i = 0; i < sum.length; i++) sum[i] += row[i]
  }
  return sum.map(value => value / snapshots.length)
}

function rowOf(run: Run, snapshot: Snapshot, grid: readonly number[]): Float64Array {
  const kept = rows.get(snapshot)
  if (kept?.grid === grid) return kept.row
  const profile = profileOf(run, snapshot)
  const row = Float64Array.from(grid, logN => coverageAt(profile, Math.exp(logN)))
  rows.set(snapshot, { grid, row })
  return row
}
