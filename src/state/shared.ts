import { coverageAt } from '../coverage/profile'
import { VERSION } from '../engine/version'
import { profileOf, snapshotAt } from './derive'
import { useLab } from './lab'
import type { Run } from './types'
import { useView } from './view'

/** What a link to the page does not hold. */
export interface NotInTheLink {
  /** Live settings were changed on the way; the link's run has them from the start. */
  readonly changed: boolean
  /** The run began from a checkpoint. */
  readonly forked: boolean
  /** Earlier runs lie over the charts. */
  readonly earlier: number
}

export function notInTheLink(): NotInTheLink {
  const { run, ghosts } = useLab.getState()
  if (useView.getState().view === 'sweep') return { changed: false, forked: false, earlier: 0 }
  return { changed: (run?.changes.length ?? 0) > 0, forked: Boolean(run?.origin), earlier: ghosts.length }
}

/** A run at the moment that the charts show. */
export interface Finding {
  readonly run: Run
  readonly step: number
  /** nats */
  readonly kl: number
  readonly N: number
  readonly coverage: number
  /** Name of what computed it. */
  readonly backend: string
  readonly version: string
}

/** Null before the run has been measured. */
export function finding(): Finding | null {
  const { run, playhead, backend } = useLab.getState()
  const snapshot = run?.description ? snapshotAt(run, playhead) : null
  if (!run || !snapshot || !backend) return null
  const { N } = run.config.values
  const coverage = coverageAt(profileOf(run, snapshot), N)
  return { run, step: snapshot.step, kl: snapshot.kl, N, coverage, backend: backend.name, version: VERSION }
}
