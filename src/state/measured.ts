import type { LabState, MeasuredRun } from './types'

/**
 * The run that the charts show: the present one once it has been measured, and until then the one before, so that nothing
 * blinks while a setting is dragged. Null before the first, and after a failure.
 */
export function measuredOf({ run, measured, phase }: Pick<LabState, 'run' | 'measured' | 'phase'>): MeasuredRun | null {
  if (run?.description && run.snapshots.length > 0) return run as MeasuredRun
  return phase === 'failed' ? null : measured
}
