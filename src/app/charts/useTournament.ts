import { useEffect, useRef, useState } from 'react'
import { type TournamentPick, tournamentPick } from '../../state/selection'
import type { Run } from '../../state/types'
import { drawsDatasets } from '../../state/unit'

/** Milliseconds between two tournaments at least, so that neither a run nor a drag waits for them; and the wait before one. */
const INTERVAL = 1000
const PAUSE = 120

/** The tournament's pick among the run's checkpoints, at most a second behind; null before the first, and for datasets. */
export function useTournament(run: Run, N: number): TournamentPick | null {
  const [pick, setPick] = useState<TournamentPick | null>(null)
  const latest = useRef({ run, N })
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const done = useRef(0)
  useEffect(() => {
    latest.current = { run, N }
    // What comes from independent datasets is no checkpoint of one run.
    if (timer.current !== null || drawsDatasets(run.config)) return
    const wait = Math.max(PAUSE, done.current + INTERVAL - performance.now())
    timer.current = setTimeout(() => {
      timer.current = null
      setPick(tournamentPick(latest.current.run, latest.current.N))
      done.current = performance.now()
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
