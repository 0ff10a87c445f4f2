import { useMemo } from 'react'
import { type OffsetTournament, offsetTournament } from '../../../coverage/tournament'
import { ownResponses, type Pool } from '../../../state/pool'

export interface Offset {
  /** Null where it cannot be computed. */
  readonly tournament: OffsetTournament | null
  /** 2N^a·Ĉ^on[i][j], what it takes off. */
  readonly taken: readonly Float64Array[] | null
  /** The same for the same offsets of the same candidates. */
  readonly key: string
  /** Why there is none. */
  readonly missing: string | null
}

const MISSING =
  'It needs responses of each checkpoint’s own, scored by all others. Here only responses of the teacher have been scored.'

/** The offset tournament (Eq. 32), where every candidate's own distribution is known. */
export function useOffset(pool: Pool, N: number, a: number): Offset {
  const own = useMemo(() => ownResponses(pool), [pool])
  return useMemo(() => {
    if (!own) return { tournament: null, taken: null, key: 'none', missing: MISSING }
    const { logProbs, description } = pool
    const chosen = offsetTournament({ logProbs, weights: description.weights }, own, N, a)
    const taken = chosen.onPolicy.map(shares => shares.map(share => 2 * N ** a * share))
    return { tournament: chosen, taken, key: `${N} ${a}`, missing: null }
  }, [own, pool, N, a])
}
