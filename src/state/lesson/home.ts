import type { ExperimentConfig } from '../../config/config'
import { useLab } from '../lab'
import type { Run } from '../types'

/** What was on the page before a lesson. */
export interface Home {
  readonly config: ExperimentConfig
  readonly run: Run | null
  readonly ghosts: readonly Run[]
}

export function homeNow(): Home {
  const { config, run, ghosts } = useLab.getState()
  return { config, run, ghosts }
}

/**
 * Opens the settings again at step 0; the run that was under way lies over the charts with the earlier ones, as far as there
 * is room.
 */
export function returnHome({ config, run, ghosts }: Home): void {
  const { pause, begin } = useLab.getState()
  pause()
  begin(config, run?.origin ?? null)
  const { dismissGhosts, overlay } = useLab.getState()
  dismissGhosts()
  const trained = run && run.snapshots.length > 1 ? [run] : []
  for (const each of [...ghosts, ...trained].slice(-3)) overlay(each)
}
