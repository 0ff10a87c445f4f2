import { useMemo } from 'react'
import { besides, overlaid } from '../../state/ghosts'
import type { Run } from '../../state/types'
import { useFrame } from '../frame'

/** What lies over the charts beside the run that they show. */
export function useOthers(run: Pick<Run, 'id'> | null): readonly Run[] {
  const all = useFrame(overlaid)
  const id = run?.id
  return useMemo(() => besides(all, id), [all, id])
}
