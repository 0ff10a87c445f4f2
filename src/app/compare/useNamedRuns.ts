import type { Run } from '../../state/types'
import { compareText } from '../../text/compare'
import { useFrame } from '../frame'
import { useRunLabels } from '../runLabels'

/** One of the runs that are shown, with its place among them. */
export interface NamedRun {
  readonly run: Run
  /** E.g. "this run: H 64", "earlier: H 32", "B: normalized". */
  readonly name: string
  readonly removable: boolean
}

/** The run, its rival and the earlier runs, as legend and chips name them. @param run the one that the charts show */
export function useNamedRuns(run: Run | null): readonly NamedRun[] {
  const rival = useFrame(state => state.rival)
  const ghosts = useFrame(state => state.ghosts)
  const side = useFrame(state => state.side)
  const labels = useRunLabels()
  const labelOf = ({ id }: Run): string => labels.get(id) ?? compareText.present(null)
  const own = (one: Run, of: string | null): string => {
    if (of !== null) return compareText.side(of, labelOf(one))
    return compareText.present(labels.size > 1 ? labelOf(one) : null)
  }
  const earlier = ghosts.filter(({ id }) => id !== run?.id)
  return [
    ...(run ? [{ run, name: own(run, side), removable: false }] : []),
    ...(rival ? [{ run: rival, name: own(rival, side === 'A' ? 'B' : 'A'), removable: false }] : []),
    ...earlier.map(ghost => ({ run: ghost, name: compareText.earlier(labelOf(ghost)), removable: true })),
  ]
}
