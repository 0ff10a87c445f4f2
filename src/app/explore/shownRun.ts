import type { RunDescription } from '../../engine/snapshot'
import type { LabState, Run } from '../../state/types'

export type MeasuredRun = Run & { readonly description: RunDescription }

let held: MeasuredRun | null = null

/**
 * The run that the charts show: the present one once it has been measured, and until then the one before, so that
 * nothing blinks while a setting is dragged. Null before the first, and after a failure.
 */
export function shownRun({ run, phase }: LabState): MeasuredRun | null {
  if (run?.description && run.snapshots.length > 0) held = run as MeasuredRun
  else if (phase === 'failed') return null
  return held
}
