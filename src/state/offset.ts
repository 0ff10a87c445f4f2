import { type OffsetTournament, offsetTournament, type ScoredResponses } from '../coverage/tournament'
import type { OnPolicy } from './onPolicy'
import { ownResponses, type Pool } from './pool'

/** The candidates of an offset tournament, and their own responses. */
export interface OffsetPart {
  /** Indices of the candidates that take part. */
  readonly members: readonly number[]
  readonly own: readonly ScoredResponses[]
  /** Where the responses come from, in a sentence. */
  readonly how: string
}

/** Everyone where the own responses can be enumerated, else those that drew some; null where they did not, or are gone. */
export function offsetPartOf(pool: Pool, onPolicy: OnPolicy): OffsetPart | null {
  const own = ownResponses(pool)
  const everyone = pool.candidates.map((_, i) => i)
  if (own) return { members: everyone, own, how: 'Exact: every response of each checkpoint is known.' }
  if (onPolicy.kind !== 'there') return null
  const { snapshots, scores } = onPolicy
  const members = snapshots.map(snapshot => pool.candidates.findIndex(candidate => candidate.snapshot === snapshot))
  // Once the run has gone on, others are compared.
  if (members.includes(-1)) return null
  return { members, own: scores.own, how: `Among ${members.length} of the checkpoints, ${scores.how}.` }
}

export interface OffsetPicks {
  /** Candidates that tie, ascending; the first is the one to take. */
  readonly winners: readonly number[]
  /**
   * 2N^a·Ĉ^on[i][j], what is taken off, [candidates][candidates]; for those that take no part ∞ as rivals, so that nobody
   * fears them, and −∞ as candidates, so that they never win.
   */
  readonly taken: readonly Float64Array[]
}

/** The offset tournament (Eq. 32) among the candidates that take part. */
export function offsetPicks(pool: Pool, { members, own }: OffsetPart, N: number, a: number): OffsetPicks {
  const heldOut = { logProbs: members.map(i => pool.logProbs[i]), weights: pool.description.weights }
  const chosen = offsetTournament(heldOut, own, N, a)
  return {
    winners: chosen.winners.map(winner => members[winner]),
    taken: takenOff(chosen, members, pool.candidates.length, 2 * N ** a),
  }
}

function takenOff(
  { onPolicy }: OffsetTournament,
  members: readonly number[],
  candidates: number,
  factor: number,
): Float64Array[] {
  const place = new Map(members.map((member, m) => [member, m]))
  return Array.from({ length: candidates }, (_, i) =>
    Float64Array.from({ length: candidates }, (_, j) => {
      const [own, rival] = [place.get(i), place.get(j)]
      if (own === undefined) return Number.NEGATIVE_INFINITY
      return rival === undefined ? Number.POSITIVE_INFINITY : factor * onPolicy[own][rival]
    }),
  )
}
