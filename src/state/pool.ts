import { coverageAt } from '../coverage/profile'
import type { ScoredResponses } from '../coverage/tournament'
import type { RunDescription, Snapshot } from '../engine/snapshot'
import { profileOf } from './derive'
import { sameHeldOut } from './heldOut'
import { evenlySpaced } from './selection'
import type { Run } from './types'

/** The checkpoints of one run, or of several, that are compared on the same held-out responses. */
export interface Pool {
  /** Run by run, in order of step. */
  readonly candidates: readonly Candidate[]
  /** Of the held-out responses, which all share. */
  readonly description: RunDescription
  /**
   * −R of each candidate's responses, nats, [candidates][responses]: log π_i up to log π_D, which cancels in all that is
   * compared here.
   */
  readonly logProbs: readonly Float32Array[]
  /** Checkpoints of these runs, compared or not. */
  readonly of: number
  /** Runs whose held-out responses are others, so that they cannot be compared. */
  readonly leftOut: readonly Run[]
}

export interface Candidate {
  readonly run: Run
  readonly snapshot: Snapshot
}

/** Candidates at most, so that their matrix can be read, and log ratios of its pairs, so that it follows a drag of N. */
const MOST_CANDIDATES = 24
const MOST_COMPARISONS = 3e6

/** Evenly spaced checkpoints of a run, and of others that are measured on the same responses. @param run once measured */
export function poolOf(run: Run & { readonly description: RunDescription }, others: readonly Run[]): Pool {
  const { description } = run
  const measured = others.map(scored).filter(({ snapshots }) => snapshots.length > 0)
  const comparable = measured.filter(other => other.description && sameHeldOut(description, other.description))
  const runs = [run, ...comparable]
  const affordable = Math.floor(Math.sqrt(MOST_COMPARISONS / description.responses))
  const each = Math.max(2, Math.floor(Math.min(MOST_CANDIDATES, affordable) / runs.length))
  const candidates = runs.flatMap(one =>
    evenlySpaced(one.snapshots.length, each).map(i => ({ run: one, snapshot: one.snapshots[i] })),
  )
  return {
    candidates,
    description,
    logProbs: candidates.map(({ snapshot }) => negated(snapshot)),
    of: runs.reduce((sum, { snapshots }) => sum + snapshots.length, 0),
    leftOut: measured.filter(other => !comparable.includes(other)),
  }
}

/** The run with those of its checkpoints alone whose log ratios are known. */
function scored(run: Run): Run {
  const { snapshots } = run
  return snapshots.some(({ stated }) => stated) ? { ...run, snapshots: snapshots.filter(one => !one.stated) } : run
}

const negatives = new WeakMap<Snapshot, Float32Array>()

function negated(snapshot: Snapshot): Float32Array {
  let row = negatives.get(snapshot)
  if (!row) {
    row = snapshot.logRatios.map(logRatio => -logRatio)
    negatives.set(snapshot, row)
  }
  return row
}

/** Cov_N(π_D‖π_i) of every candidate. */
export function coverageOfPool({ candidates }: Pool, N: number): Float64Array {
  return Float64Array.from(candidates, ({ run, snapshot }) => coverageAt(profileOf(run, snapshot), N))
}

/** Mass of a candidate that may lie outside the enumerated responses for rounding's sake. */
const ROUNDING = 1e-4

/**
 * Every candidate's own responses, scored by all candidates, as the offset tournament needs them; exact. They are the
 * enumerated ones, with the weight that the candidate gives them. Null where not all of its responses are among those: where
 * they are samples of π_D, or π_D rules some out.
 */
export function ownResponses({ logProbs, description }: Pool): ScoredResponses[] | null {
  const { weights, strata } = description
  if (!weights || strata.length > 0) return null
  const own = logProbs.map(row => weights.map((weight, k) => weight * Math.exp(row[k])))
  const whole = own.every(masses => Math.abs(masses.reduce((sum, mass) => sum + mass, 0) - 1) <= ROUNDING)
  return whole ? own.map(masses => ({ logProbs, weights: masses })) : null
}
