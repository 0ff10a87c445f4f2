import { useMemo } from 'react'
import { overlaid } from '../../state/ghosts'
import type { Run } from '../../state/types'
import { useFrame } from '../frame'

/** The runs over the charts that a picture of the run can show beside it: those of its scenario, a rival among them. */
export function useAlike({ config: { scenario } }: Run): readonly Run[] {
  const others = useFrame(overlaid)
  return useMemo(() => others.filter(({ config }) => config.scenario === scenario), [others, scenario])
}
