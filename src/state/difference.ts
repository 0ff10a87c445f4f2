import { coverageDifferenceError, klDifferenceError } from '../coverage/paired'
import { coverageAt } from '../coverage/profile'
import type { RunDescription, Snapshot } from '../engine/snapshot'
import { type BandedPoint, NORMAL_95, profileOf } from './derive'
import { sameHeldOut } from './heldOut'
import type { Run } from './types'

/** A's KL and Cov_N less B's, wherever both were evaluated. */
export interface Difference {
  /** Nats; left out where either KL is infinite. */
  readonly kl: readonly BandedPoint[]
  readonly coverage: readonly BandedPoint[]
  /**
   * Where the bands come from: `none` where all is exact; `paired` where both were measured on the same held-out responses of
   * the same teacher, whose chance cancels; `unpaired` where not.
   */
  readonly bands: 'none' | 'paired' | 'unpaired'
}

type Measured = Run & { readonly description: RunDescription }

/** Null until both have been measured. */
export function differenceBetween(a: Run, b: Run, N: number): Difference | null {
  if (!isMeasured(a) || !isMeasured(b)) return null
  const paired = pairedHeldOut(a.description, b.description)
  const estimated = [a, b].some(({ description }) => description.strata.length > 0)
  const later = new Map(b.snapshots.map(snapshot => [snapshot.step, snapshot]))
  const both = a.snapshots.flatMap(one => {
    const other = later.get(one.step)
    return other ? [{ one, other }] : []
  })
  return {
    kl: both.flatMap(({ one, other }) => {
      const value = one.kl - other.kl
      return Number.isFinite(value) ? [banded(one.step, value, klError(a, one, other, paired))] : []
    }),
    coverage: both.map(({ one, other }) => {
      const value = coverageAt(profileOf(a, one), N) - coverageAt(profileOf(b, other), N)
      const strata = [a.description.strata, b.description.strata] as const
      return banded(one.step, value, coverageDifferenceError(one.logRatios, other.logRatios, strata, N, paired))
    }),
    bands: estimated ? (paired ? 'paired' : 'unpaired') : 'none',
  }
}

function isMeasured(run: Run): run is Measured {
  return run.description !== null && run.snapshots.length > 0
}

/** Descriptions are fixed for a run: they are compared once. */
const compared = new WeakMap<RunDescription, WeakMap<RunDescription, boolean>>()

function pairedHeldOut(a: RunDescription, b: RunDescription): boolean {
  let ofA = compared.get(a)
  if (!ofA) {
    ofA = new WeakMap()
    compared.set(a, ofA)
  }
  let same = ofA.get(b)
  if (same === undefined) {
    same = sameHeldOut(a, b)
    ofA.set(b, same)
  }
  return same
}

/** KL is often exact where coverage is estimated: then there is no error. */
function klError(a: Measured, one: Snapshot, other: Snapshot, paired: boolean): number {
  const independent = Math.hypot(one.klError, other.klError)
  if (!paired || one.klError === 0 || other.klError === 0) return independent
  return klDifferenceError(one.pathKl, other.pathKl, a.description.strata)
}

function banded(step: number, difference: number, error: number): BandedPoint {
  const value = Math.abs(difference) <= ROUNDING ? 0 : difference
  return { step, value, low: value - NORMAL_95 * error, high: value + NORMAL_95 * error }
}

/** Which run is lower at the end, and since when without a break; null where that cannot be told. */
export interface Lead {
  readonly lower: 'A' | 'B'
  /** Null for from the first step after the start on. */
  readonly since: number | null
  /** Whether it is so at the last point alone. */
  readonly lone: boolean
}

/** What a difference A − B says at its last point: a band that holds 0 says nothing. */
export function leadOf(points: readonly BandedPoint[]): Lead | null {
  const last = points.at(-1)
  const sign = last ? signOf(last) : 0
  if (sign === 0) return null
  let first = points.length - 1
  while (first > 0 && signOf(points[first - 1]) === sign) first--
  // At step 0 both are mostly the same model.
  const whole = first === 0 || (first === 1 && points[0].step === 0)
  const lone = first === points.length - 1
  return { lower: sign > 0 ? 'B' : 'A', since: whole && points.length > 1 ? null : points[first].step, lone }
}

/** What float32 rounds away is no difference. */
const ROUNDING = 1e-9

function signOf({ low, high }: BandedPoint): -1 | 0 | 1 {
  if (low > ROUNDING) return 1
  return high < -ROUNDING ? -1 : 0
}
