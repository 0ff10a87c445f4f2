import { COLOURS } from '../../state/ghosts'
import type { Run } from '../../state/types'

/** The colour of a run, the same in every chart; neighbours in time differ for every kind of colour vision. */
export function runColour(run: Pick<Run, 'colour'>): string {
  return `var(--run-${run.colour % COLOURS})`
}
