import { useEffect, useRef, useState } from 'react'
import type { PickData } from '../../../coverage/resampling'
import { pickQuality, type QualityAt } from '../../../state/pickQuality'
import { coverageOfPool, type Pool } from '../../../state/pool'
import { SlicedWork } from './SlicedWork'

/**
 * How well each pick does from fewer or more responses. It takes a moment: null until it is there for these settings.
 * @param offset what the offset tournament takes off; null where it is not known
 * @param offsetKey says whether two of those are the same
 */
export function useQuality(
  pool: Pool,
  N: number,
  rows: number,
  offset: PickData['offset'],
  offsetKey: string,
): readonly QualityAt[] | null {
  const [found, setFound] = useState<{ readonly key: string; readonly by: readonly QualityAt[] } | null>(null)
  const work = useRef<SlicedWork<QualityAt[]> | null>(null)
  const { run } = pool.candidates[0]
  const key = `${run.id} ${pool.candidates.length} ${N} ${rows} ${offsetKey}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the offset is another object for each of its keys
  useEffect(() => {
    work.current ??= new SlicedWork((answered, by) => setFound({ key: answered, by }))
    const { logProbs, candidates, description } = pool
    const pathKl = candidates.map(({ snapshot }) => snapshot.pathKl)
    const data = { logProbs, pathKl, weights: description.weights, offset }
    work.current.ask(key, () => pickQuality(data, coverageOfPool(pool, N), N, rows, run.config.values.seed))
  }, [pool, key])
  useEffect(() => () => work.current?.stop(), [])
  return found?.key === key ? found.by : null
}
