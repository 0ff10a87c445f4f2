import { tournament } from '../coverage/tournament'
import type { Snapshot } from '../engine/snapshot'
import type { Run } from './types'

/** Checkpoints of a run that selection compares at most, */
const MOST_CANDIDATES = 40
/** and log ratios that it compares at most, so that nothing on the page waits for it. */
const MOST_COMPARISONS = 1e7

/** What the tournament takes among a run's checkpoints. */
export interface TournamentPick {
  readonly snapshot: Snapshot
  readonly N: number
  /** Checkpoints that were compared, and how many there are. */
  readonly compared: number
  readonly of: number
}

/** The checkpoint of least KL; the earliest of equals. */
export function leastKl(snapshots: readonly Snapshot[]): Snapshot | null {
  return snapshots.reduce<Snapshot | null>((best, one) => (best === null || one.kl < best.kl ? one : best), null)
}

const picks = new WeakMap<readonly Snapshot[], Map<number, TournamentPick>>()

/**
 * The tournament over checkpoints that are spaced evenly over the run (Eq. 28–29), worked out once; null before the
 * first one.
 * @param N ratio from which a response counts against a checkpoint, N ≥ 1
 */
export function tournamentPick({ snapshots, description }: Run, N: number): TournamentPick | null {
  if (snapshots.length === 0 || !description) return null
  const known = picks.get(snapshots)?.get(N)
  if (known) return known
  const affordable = Math.floor(Math.sqrt(MOST_COMPARISONS / description.responses))
  const most = Math.max(2, Math.min(MOST_CANDIDATES, affordable))
  const candidates = evenlySpaced(snapshots.length, most).map(i => snapshots[i])
  // log π_j differs from −R_j by log π_D, which all candidates share.
  const rows = candidates.map(({ logRatios }) => logRatios.map(logRatio => -logRatio))
  const [winner] = tournament(rows, description.weights, N).winners
  const pick = { snapshot: candidates[winner], N, compared: candidates.length, of: snapshots.length }
  picks.set(snapshots, new Map([...(picks.get(snapshots) ?? []), [N, pick]]))
  return pick
}

/** Whether the pick is about other checkpoints or another N. */
export function outdated(pick: TournamentPick, { snapshots }: Pick<Run, 'snapshots'>, N: number): boolean {
  return picks.get(snapshots)?.get(N) !== pick
}

/** At most so many of `count` indices, evenly spaced, first and last included. @param most at least 2 */
export function evenlySpaced(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i)
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)))
}
