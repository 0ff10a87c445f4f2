import { combinedDkw, DELTA } from '../coverage/bands'
import { type CoverageProfile, coverageAt, coverageProfile } from '../coverage/profile'
import { statedProfile } from '../coverage/statedProfile'
import type { Snapshot } from '../engine/snapshot'
import type { Run } from './types'

export interface Point {
  readonly step: number
  readonly value: number
}

/** A point with its 95 % band; both ends are the value itself where it is exact. */
export interface BandedPoint extends Point {
  readonly low: number
  readonly high: number
}

/** Standard errors on either side that hold 95 % of a normal distribution. */
export const NORMAL_95 = 1.96

const profiles = new WeakMap<Snapshot, CoverageProfile>()

/** The snapshot's coverage profile, sorted once. */
export function profileOf(run: Run, snapshot: Snapshot): CoverageProfile {
  let profile = profiles.get(snapshot)
  if (!profile) {
    const { stated, logRatios } = snapshot
    profile = stated
      ? statedProfile(stated.Ns, stated.shares)
      : coverageProfile(logRatios, run.description?.weights ?? null)
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
export function klHistory(run: Run): BandedPoint[] {
  return run.snapshots.map(({ step, kl, klError }) => {
    const band = klBand({ klError })
    return { step, value: kl, low: Math.max(0, kl - band), high: kl + band }
  })
}

/** Half width of the 95 % band around KL, nats; 0 where it is exact. */
export function klBand({ klError }: Pick<Snapshot, 'klError'>): number {
  return NORMAL_95 * klError
}

/** Cov_N at every snapshot. */
export function coverageHistory(run: Run, N: number): BandedPoint[] {
  const band = coverageBand(run)
  return run.snapshots.map(snapshot => {
    const value = coverageAt(profileOf(run, snapshot), N)
    return { step: snapshot.step, value, low: Math.max(0, value - band), high: Math.min(1, value + band) }
  })
}

/** The mean of all values so far at every point; once one of them is ∞, so is the mean. */
export function runningMean(points: readonly Point[]): Point[] {
  let sum = 0
  return points.map(({ step, value }, i) => {
    sum += value
    return { step, value: sum / (i + 1) }
  })
}

/** Half width of the band around the whole profile; 0 where it is exact. */
export function coverageBand({ description }: Run, delta: number = DELTA): number {
  return description ? combinedDkw(description.strata, delta) : 0
}
