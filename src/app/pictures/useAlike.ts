import { useMemo } from 'react'
import type { Run } from '../../state/types'
import { useOthers } from '../explore/useOthers'

/** The runs over the charts that a picture of the run can show beside it: those of its scenario, a rival among them. */
export function useAlike(run: Run): readonly Run[] {
  const others = useOthers(run)
  const { scenario } = run.config
  return useMemo(() => others.filter(other => other.config.scenario === scenario), [others, scenario])
}
