import { DELTA, hoeffdingHalfWidth } from '../coverage/bands'
import { hellingerBound, klBound, klFromCoverage, sgdBound, stoppedKlBound, supCoverageLog } from '../coverage/bounds'
import { stoppedKl } from '../coverage/divergences'
import { coverageAt } from '../coverage/profile'
import type { Snapshot } from '../engine/snapshot'
import { coverageBand, profileOf } from './derive'
import type { Run } from './types'

/** One inequality of the paper, with both sides as they stand at a snapshot. */
export interface Check {
  readonly id: string
  /** Number in the paper. */
  readonly source: string
  /** The inequality in symbols. */
  readonly label: string
  readonly left: number
  /** NaN where the inequality says nothing. */
  readonly right: number
  readonly status: 'holds' | 'broken' | 'undecided' | 'not applicable'
  /** Why it does not apply, or what a broken or undecided one means; empty otherwise. */
  readonly note: string
}

/** Rounding of float32 log ratios must not break an inequality that holds with equality. */
const ROUNDING = 1e-6

const BROKEN = 'The left side exceeds the right beyond any sampling error: this run has a fault.'
const UNDECIDED = 'The estimate exceeds the bound, but by less than its band.'

/**
 * The bounds with explicit constants at the run's N, each at one snapshot.
 * @param falseAlarm probability that sampling error alone breaks any of them anywhere along the run
 */
export function checksOf(run: Run, snapshot: Snapshot, falseAlarm: number = DELTA): Check[] {
  const { description } = run
  if (!description) return []
  const { N } = run.config.values
  const profile = profileOf(run, snapshot)
  const coverage = coverageAt(profile, N)
  // A run is checked at every evaluation point; the bands are wide enough to hold at all of them together.
  const delta = falseAlarm / Math.max(1, run.snapshots.length)
  const band = coverageBand(run, delta)
  const logN = Math.log(N)
  const stopped = stoppedKl(snapshot.pathKl, description.weights, N)
  const stoppedBand = description.weights ? 0 : hoeffdingHalfWidth(logN, description.responses, delta)
  const stoppedRight = stoppedKlBound(stopped, N)
  const spread = profile.values.length > 0 ? supCoverageLog(profile) : 0
  return [
    compare('D.1', 'Cov_N ≤ KL / (log N − 1 + 1/N)', coverage, klBound(snapshot.kl, N), band, 'It needs N > 1.'),
    compare(
      'D.10',
      'Cov_N ≤ 2 D_seq,N / (log N − 1)',
      coverage,
      stoppedRight,
      band + (logN > 1 ? (2 / (logN - 1)) * stoppedBand : 0),
      'It needs N > e.',
    ),
    compare(
      'D.4',
      'Cov_N ≤ 2N D_H² / (√N − 1)²',
      coverage,
      hellingerBound(snapshot.hellinger, N),
      band,
      'It needs N > 1.',
    ),
    coverageToKl(snapshot, spread, band),
    sgdCheck(run, snapshot),
  ]
}

function compare(
  source: string,
  label: string,
  left: number,
  right: number | null,
  slack: number,
  needs: string,
): Check {
  const named = { id: source, source: `Prop. ${source}`, label, left }
  if (right === null) return { ...named, right: Number.NaN, status: 'not applicable', note: needs }
  const allowed = right * (1 + ROUNDING) + ROUNDING
  if (left <= allowed) return { ...named, right, status: 'holds', note: '' }
  if (left <= allowed + slack) return { ...named, right, status: 'undecided', note: UNDECIDED }
  return { ...named, right, status: 'broken', note: BROKEN }
}

/** D.3 bounds KL, which is exact, by C = sup_N Cov_N log N; the band on the profile is a band on C. */
function coverageToKl({ kl, supLogRatio }: Snapshot, C: number, band: number): Check {
  const label = 'KL ≤ C (1 + log(log W / C)),  C = sup_N Cov_N log N'
  const right = klFromCoverage(C, supLogRatio)
  const highest = klFromCoverage(Math.min(C + band * Math.max(0, supLogRatio), supLogRatio), supLogRatio)
  const slack = right === null || highest === null ? 0 : Math.max(0, highest - right)
  return compare('D.3', label, kl, right, slack, 'It needs a finite largest ratio W.')
}

/** Prop. 5.1 on the steps so far. It bounds an expectation over runs, so a single run above it proves nothing. */
function sgdCheck(run: Run, snapshot: Snapshot): Check {
  const { description, config, changes, snapshots } = run
  const named = { id: '5.1', source: 'Prop. 5.1', label: 'mean KL over steps ≤ 4/(ηT) + 2ησ⋆²' }
  const none = { ...named, left: snapshot.kl, right: Number.NaN, status: 'not applicable' } as const
  const { featureNorm, inherentVariance } = description ?? {}
  if (!description || !featureNorm || !inherentVariance || config.rule !== 'sgd')
    return { ...none, note: 'It is about sequence-level SGD.' }
  const { eta } = config.values
  const largest = 1 / (2 * description.longest * featureNorm ** 2)
  if (changes.length > 0) return { ...none, note: 'η was changed during the run.' }
  if (eta > largest) return { ...none, note: `It needs η ≤ 1/(2HB²) = ${largest.toPrecision(2)}.` }
  const past = snapshots.filter(({ step }) => step < snapshot.step)
  if (past.length === 0) return { ...none, note: 'It speaks of the steps taken, and there is none yet.' }
  const left = past.reduce((sum, { kl }) => sum + kl, 0) / past.length
  const right = sgdBound(eta, snapshot.step, inherentVariance)
  return left <= right
    ? { ...named, left, right, status: 'holds', note: '' }
    : {
        ...named,
        left,
        right,
        status: 'undecided',
        note: 'It holds on average over runs; a single run may lie above it.',
      }
}
