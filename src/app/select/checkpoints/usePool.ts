import { useEffect, useMemo, useRef, useState } from 'react'
import { type Pool, poolOf } from '../../../state/pool'
import type { Run } from '../../../state/types'
import type { MeasuredRun } from '../../explore/shownRun'

/** Milliseconds between two pools at least: comparing all pairs anew with every snapshot would be all that a page does. */
const INTERVAL = 400

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

/** The newest value, at most one in every interval; a value that counts as the same changes nothing. */
function useThrottled(value: Runs, same: (one: Runs, other: Runs) => boolean): Runs {
  const [shown, setShown] = useState(value)
  const latest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const changed = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    latest.current = value
    if (timer.current !== null || same(shown, value)) return
    const wait = Math.max(0, changed.current + INTERVAL - performance.now())
    timer.current = setTimeout(() => {
      timer.current = null
      changed.current = performance.now()
      setShown(latest.current)
    }, wait)
  }, [value, shown, same])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  return shown
}
