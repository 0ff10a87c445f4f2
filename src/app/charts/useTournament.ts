import { useEffect, useRef, useState } from 'react'
import { type TournamentPick, tournamentPick } from '../../state/selection'
import type { Run } from '../../state/types'
import { drawsDatasets } from '../../state/unit'

/** Milliseconds before a tournament, for others to come along. */
const PAUSE = 120

/** A tournament is followed by so many times what it took, so that neither a run nor a drag waits for them. */
const REST = 20

/**
 * The tournament's pick among the run's checkpoints; null before the first, and for datasets. It may be a little behind: see
 * `outdated`.
 */
export function useTournament(run: Run, N: number): TournamentPick | null {
  const [pick, setPick] = useState<TournamentPick | null>(null)
  const latest = useRef({ run, N })
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const rested = useRef(0)
  useEffect(() => {
    latest.current = { run, N }
    // What comes from independent datasets is no checkpoint of one run.
    if (timer.current !== null || drawsDatasets(run.config)) return
    const wait = Math.max(PAUSE, rested.current - performance.now())
    timer.current = setTimeout(() => {
      timer.current = null
      const began = performance.now()
      setPick(tournamentPick(latest.current.run, latest.current.N))
      const end = performance.now()
      rested.current = end + REST * (end - began)
    }, wait)
  }, [run, N])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  return pick && run.snapshots.includes(pick.snapshot) ? pick : null
}
