import type { Tournament } from '../coverage/tournament'
import { coverageOfPool, type Pool } from './pool'

/** Ways of taking one of the candidates; `best` is what all others are after. */
export const PICK_KINDS = ['tournament', 'offset', 'crossEntropy', 'kl', 'best'] as const
export type PickKind = (typeof PICK_KINDS)[number]

/** Every candidate that a way of selecting ties for, ascending; the first is the one that it takes. */
export type Picks = Readonly<Record<Exclude<PickKind, 'offset'>, readonly number[]>> & {
  /** Null where it cannot be computed. */
  readonly offset: readonly number[] | null
}

/** Scores that are equal up to rounding count as equal. */
const TIE = 1e-12

/**
 * What each way of selecting takes from all held-out responses; KL, cross-entropy and coverage exactly where the runs know
 * them exactly.
 * @param offset what the offset tournament ties for
 */
export function picksOf(pool: Pool, N: number, { winners }: Tournament, offset: Picks['offset']): Picks {
  return {
    tournament: winners,
    offset,
    crossEntropy: leastOf(pool.candidates.map(({ snapshot }) => snapshot.crossEntropy)),
    kl: leastOf(pool.candidates.map(({ snapshot }) => snapshot.kl)),
    best: leastOf(coverageOfPool(pool, N)),
  }
}

/** Every index of the least value, ascending. */
export function leastOf(values: ArrayLike<number>): number[] {
  const all = Array.from(values)
  const least = Math.min(...all)
  return [...all.keys()].filter(i => all[i] <= least + TIE)
}
