import { useMemo } from 'react'
import { type OffsetTournament, offsetTournament, type ScoredResponses } from '../../../coverage/tournament'
import { type OnPolicy, useOnPolicy } from '../../../state/onPolicy'
import { ownResponses, type Pool } from '../../../state/pool'

export interface Offset {
  /** Candidates that tie, ascending; null where it cannot be computed, or not yet. */
  readonly winners: readonly number[] | null
  /** 2N^a·Ĉ^on[i][j], what it takes off; Infinity for a rival that does not take part. */
  readonly taken: readonly Float64Array[] | null
  /** The same for the same offsets of the same candidates. */
  readonly key: string
  /** Where the candidates' own responses come from, and who takes part. */
  readonly how: string | null
}

/** The offset tournament (Eq. 32): of all candidates where their own responses can be enumerated, else of those that drew some. */
export function useOffset(pool: Pool, N: number, a: number): Offset {
  const onPolicy = useOnPolicy(state => state.onPolicy)
  const part = useMemo(() => partOf(pool, onPolicy), [pool, onPolicy])
  return useMemo(() => {
    if (!part) return { winners: null, taken: null, key: 'none', how: null }
    const { members, own, how } = part
    const { weights } = pool.description
    const chosen = offsetTournament({ logProbs: members.map(i => pool.logProbs[i]), weights }, own, N, a)
    return {
      winners: chosen.winners.map(winner => members[winner]),
      taken: takenOff(chosen, members, pool.candidates.length, 2 * N ** a),
      key: `${members} ${N} ${a}`,
      how,
    }
  }, [part, pool, N, a])
}

interface Part {
  /** Indices of the candidates that take part, ascending. */
  readonly members: readonly number[]
  readonly own: readonly ScoredResponses[]
  readonly how: string
}

function partOf(pool: Pool, onPolicy: OnPolicy): Part | null {
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

/** What is taken off for all candidates: those that take no part never win, and nobody fears them. */
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
