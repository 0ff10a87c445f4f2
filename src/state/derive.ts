import { combinedDkw, DELTA } from '../coverage/bands'
import { type CoverageProfile, coverageAt, coverageProfile } from '../coverage/profile'
import type { Snapshot } from '../engine/snapshot'
import type { Run } from './types'

export interface Point {
  readonly step: number
  readonly value: number
}

const profiles = new WeakMap<Snapshot, CoverageProfile>()

/** The snapshot's coverage profile, sorted once. */
export function profileOf(run: Run, snapshot: Snapshot): CoverageProfile {
  let profile = profiles.get(snapshot)
  if (!profile) {
    profile = coverageProfile(snapshot.logRatios, run.description?.weights ?? null)
    profiles.set(snapshot, profile)
  }
  return profile
}

/** The profile of the answers (Sec. 7.1) under the snapshot's model; null where there are none. */
export function answersOf({ description }: Run, { answerLogRatios }: Snapshot): CoverageProfile | null {
  return description?.answers && answerLogRatios ? coverageProfile(answerLogRatios, description.answers.weights) : null
}

/** The newest snapshot at or before the playhead; the newest of all for null; null while there is none. */
export function snapshotAt(run: Run, playhead: number | null): Snapshot | null {
  const { snapshots } = run
  let last = snapshots.length - 1
  if (playhead !== null) while (last > 0 && snapshots[last].step > playhead) last--
  return snapshots[last] ?? null
}

/** KL in nats at every snapshot. */
export function klHistory(run: Run): Point[] {
  return run.snapshots.map(({ step, kl }) => ({ step, value: kl }))
}

/** Cov_N at every snapshot. */
export function coverageHistory(run: Run, N: number): Point[] {
  return run.snapshots.map(snapshot => ({ step: snapshot.step, value: coverageAt(profileOf(run, snapshot), N) }))
}

/** Half width of the band around the whole profile; 0 where it is exact. */
export function coverageBand(run: Run, delta: number = DELTA): number {
  return combinedDkw(run.description?.strata ?? [], delta)
}
