import { bestAnswerBound } from '../coverage/answers'
import { DELTA, normalQuantile } from '../coverage/bands'
import { bestOfNRegret, bestSufficientRegret } from '../coverage/bestOfNRegret'
import {
  chainRuleBound,
  hellingerBound,
  klBound,
  klFromCoverage,
  necessaryRegret,
  stoppedKlBound,
  supCoverageLog,
  tightnessBound,
} from '../coverage/bounds'
import { klDivergence, stoppedKl } from '../coverage/divergences'
import { type CoverageProfile, coverageAt } from '../coverage/profile'
import { upperPart, upperPartCoverage } from '../coverage/upperPart'
import type { Snapshot } from '../engine/snapshot'
import { type Check, compare } from './check'
import { answersOf, coverageBand, profileOf } from './derive'
import { trainingChecks } from './trainingChecks'
import type { Run } from './types'

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
  // A mean of values in [0, c] has c times the half width of the profile's band.
  const stopped = stoppedKl(snapshot.pathKl, description.weights, N)
  const hellingerBand = description.exactness.hellinger.exact ? 0 : band
  const klBand = snapshot.klError > 0 ? -normalQuantile(delta / 2) * snapshot.klError : 0
  const spread = profile.values.length > 0 ? supCoverageLog(profile) : 0
  return [
    compare(
      'D.1',
      'Cov_N ≤ KL / (log N − 1 + 1/N)',
      coverage,
      klBound(snapshot.kl, N),
      band + (klBound(klBand, N) ?? 0),
      'It needs N > 1.',
    ),
    compare(
      'D.10',
      'Cov_N ≤ 2 D_seq,N / (log N − 1)',
      coverage,
      stoppedKlBound(stopped, N),
      band + (stoppedKlBound(logN * band, N) ?? 0),
      'It needs N > e.',
    ),
    compare(
      'D.4',
      'Cov_N ≤ 2N D_H² / (√N − 1)²',
      coverage,
      hellingerBound(snapshot.hellinger, N),
      band + (hellingerBound(hellingerBand, N) ?? 0),
      'It needs N > 1.',
    ),
    coverageToKl(snapshot, spread, band),
    ...trainingChecks(run, snapshot),
    tightnessCheck(coverage, N),
    chainRuleCheck(run, snapshot, profile),
    ...bestOfNChecks(run, snapshot, profile),
    ...(description.answers ? [answerCheck(profile, answersOf(run, snapshot), N, band)] : []),
  ]
}

/** D.3 bounds KL, which is exact, by C = sup_N Cov_N log N; the band on the profile is a band on C. */
function coverageToKl({ kl, supLogRatio }: Snapshot, C: number, band: number): Check {
  const label = 'KL ≤ C (1 + log(log W / C)),  C = sup_N Cov_N log N'
  const right = klFromCoverage(C, supLogRatio)
  const highest = klFromCoverage(Math.min(C + band * Math.max(0, supLogRatio), supLogRatio), supLogRatio)
  const slack = right === null || highest === null ? 0 : Math.max(0, highest - right)
  return compare('D.3', label, kl, right, slack, 'It needs a finite largest ratio W.')
}

/** D.2 is about an example of its own, which says how good D.1 is: the Bernoulli pair whose Cov_N is the run's, up to ½. */
function tightnessCheck(coverage: number, N: number): Check {
  const label = 'KL / (log N − ½ + 1/(2N)) ≤ p = Cov_N  for π_D = Ber(p), π̂ = Ber(p/N)'
  const p = Math.min(0.5, coverage)
  const logN = Math.log(N)
  const kl = klDivergence([logN, Math.log1p(-p) - Math.log1p(-p / N)], Float64Array.of(p, 1 - p))
  const left = p > 0 ? tightnessBound(kl, N) : null
  if (left === null) return compare('D.2', label, Number.NaN, null, 0, 'It needs N ≥ 2 and Cov_N > 0.')
  const check = compare('D.2', label, left, p, 0, '')
  const factor = (logN - 0.5 + 1 / (2 * N)) / (logN - 1 + 1 / N)
  const note = `So no bound that knows KL alone can undercut D.1 by more than a factor of ${factor.toPrecision(3)}; p is the run’s Cov_N, at most ½.`
  return check.status === 'holds' ? { ...check, note } : check
}

/**
 * D.5 with M₁ = N, M₂ = 2. Profile and responses each give one side. Both sides belong to the same responses, sampled or not,
 * and for those the rule holds without any band.
 */
function chainRuleCheck({ description, config }: Run, { logRatios }: Snapshot, profile: CoverageProfile): Check {
  const { N } = config.values
  const label = 'Cov_N(π_T‖π̂) ≤ 2 Cov_{N/2}(π_D‖π̂) + Cov_2(π_T‖π_D),  π_T = π_D on the largest R, a mass above ½'
  const part = upperPart(profile)
  const left = part ? upperPartCoverage(logRatios, description?.weights ?? null, part, N) : Number.NaN
  // π_T/π_D = 1/mass is below 2 everywhere, so that Cov_2(π_T‖π_D) = 0.
  const right = part && chainRuleBound(N, 2, coverageAt(profile, N / 2), 0)
  return compare('D.5', label, left, right, 0, 'It needs N ≥ 2 and a response.')
}

/** D.6 and D.7 enclose the regret of N samples for the reward of D.7. Profile and responses each give one side. */
function bestOfNChecks({ description, config }: Run, { logRatios }: Snapshot, profile: CoverageProfile): Check[] {
  const { N } = config.values
  const sufficient = 'regret of Best-of-N ≤ min_M Cov_M + e^{−N/(2M)},  reward 1 on {R ≥ log 2N}'
  const necessary = '½ Cov_{2N} ≤ regret of Best-of-N,  reward 1 on {R ≥ log 2N}'
  if (!description?.weights || description.strata.length > 0) {
    // A prompt may have few samples; whether the model ever hits its rewarded set cannot be told from them.
    const needs = 'It needs every response: samples of the teacher do not tell how often the model is rewarded.'
    return [
      compare('D.6', sufficient, Number.NaN, null, 0, needs),
      compare('D.7', necessary, Number.NaN, null, 0, needs),
    ]
  }
  const { weights, prompt, promptNames } = description
  const regret = bestOfNRegret({ weights, prompt, prompts: promptNames.length }, logRatios, N)
  const most = bestSufficientRegret(profile, N)
  const least = necessaryRegret(N, coverageAt(profile, 2 * N))
  return [
    compare('D.6', sufficient, regret, Number.isFinite(most) ? most : null, 0, 'It needs an M with Cov_M ≤ ½.'),
    compare('D.7', necessary, least ?? Number.NaN, least === null ? null : regret, 0, 'It needs N ≥ 2.'),
  ]
}

/**
 * How often answers may be under-weighted, given the responses that lead to them (Sec. 7.1).
 * @param profile of the responses
 * @param answers profile of their answers; null where responses have none
 * @param band half width of a band that holds around both profiles at once; 0 where they are exact
 */
export function answerCheck(profile: CoverageProfile, answers: CoverageProfile | null, N: number, band: number): Check {
  const label = 'Cov^ans_N ≤ min_{N′<N} Cov_{N′} / (1 − N′/N)'
  const right = answers && bestAnswerBound(profile, N)
  const highest = answers && bestAnswerBound(profile, N, band)
  const slack = right === null || highest === null ? 0 : band + highest - right
  const needs = answers ? 'It needs N > 1.' : 'It needs responses that end in an answer.'
  const left = answers ? coverageAt(answers, N) : Number.NaN
  return { ...compare('7.1', label, left, right, slack, needs), source: 'Sec. 7.1' }
}
