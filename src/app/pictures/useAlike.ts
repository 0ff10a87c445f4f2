import { useMemo } from 'react'
import { overlaid } from '../../state/ghosts'
import type { Run } from '../../state/types'
import { useFrame } from '../frame'

/** The runs over the charts that a picture of the run can show beside it: those of its scenario, a rival among them. */
export function useAlike({ id, config: { scenario } }: Run): readonly Run[] {
  const others = useFrame(overlaid)
  // Until a new run is measured the charts show the one before it, which lies among the earlier runs already.
  return useMemo(
    () => others.filter(other => other.id !== id && other.config.scenario === scenario),
    [others, id, scenario],
  )
}
