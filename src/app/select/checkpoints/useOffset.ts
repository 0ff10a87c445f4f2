import { useMemo } from 'react'
import { type OffsetPicks, offsetPartOf, offsetPicks } from '../../../state/offset'
import { useOnPolicy } from '../../../state/onPolicy'
import type { Pool } from '../../../state/pool'

export interface Offset {
  /** Null where it cannot be computed, or not yet. */
  readonly picks: OffsetPicks | null
  /** The same for the same offsets of the same candidates. */
  readonly key: string
  /** Where the candidates' own responses come from, and who takes part. */
  readonly how: string | null
}

/** The offset tournament of the candidates, at N and with the exponent a. */
export function useOffset(pool: Pool, N: number, a: number): Offset {
  const onPolicy = useOnPolicy(state => state.onPolicy)
  const part = useMemo(() => offsetPartOf(pool, onPolicy), [pool, onPolicy])
  return useMemo(() => {
    if (!part) return { picks: null, key: 'none', how: null }
    return { picks: offsetPicks(pool, part, N, a), key: `${part.members} ${N} ${a}`, how: part.how }
  }, [part, pool, N, a])
}
