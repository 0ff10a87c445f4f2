import { useMemo } from 'react'
import { type Pool, poolOf } from '../../../state/pool'
import type { MeasuredRun, Run } from '../../../state/types'
import { useThrottled } from '../../useThrottled'

/** The candidates of the run and of the others, at most so far behind a run under way. */
export function usePool(run: MeasuredRun | null, others: readonly Run[]): Pool | null {
  const runs = useThrottled(
    useMemo(() => ({ run, others }), [run, others]),
    sameMeasurements,
  )
  // N is part of a run's configuration, so the run is another object for each N; its snapshots are not.
  return useMemo(() => runs.run && poolOf(runs.run, runs.others), [runs])
}

interface Runs {
  readonly run: MeasuredRun | null
  readonly others: readonly Run[]
}

function sameMeasurements(one: Runs, other: Runs): boolean {
  return (
    one.others === other.others &&
    one.run?.id === other.run?.id &&
    one.run?.snapshots === other.run?.snapshots &&
    one.run?.description === other.run?.description
  )
}
