import { adversaryReward, type Rewarded, rewardedBy, rewardedPass, type Support } from '../coverage/adversary'
import { bestOfNRegret, bestSufficientRegret } from '../coverage/bestOfNRegret'
import { necessaryRegret } from '../coverage/bounds'
import type { PassEstimate } from '../coverage/passEstimates'
import { type CoverageProfile, coverageAt, coverageProfile } from '../coverage/profile'
import type { RunDescription, Snapshot } from '../engine/snapshot'
import { passAt } from './candidates'
import type { Run } from './types'

/** What Best-of-N is paid for: what the scenario rewards, any valid response, or what the model covers worst. */
export type Reward = 'rewarded' | 'valid' | 'adversary'

/** Every response that π_D can write, where they are known; a model's R of each follows from a snapshot. */
export interface KnownSupport extends Support {
  /** Whether the prompts are all there are, and no sample of them. */
  readonly allPrompts: boolean
  /** The model's R of each response, nats. */
  logRatios(snapshot: Snapshot): Float32Array | Float64Array
}

const supports = new WeakMap<RunDescription, KnownSupport | null>()

/**
 * The responses that π_D can write: all of them where they are enumerated, those to the held-out prompts where each
 * prompt's are among its candidates; null where only samples are known, which do not tell how often a model is rewarded.
 */
export function supportOf(description: RunDescription): KnownSupport | null {
  let support = supports.get(description)
  if (support === undefined) {
    support = enumerated(description) ?? ofCandidates(description)
    supports.set(description, support)
  }
  return support
}

function enumerated({ weights, strata, prompt, promptNames }: RunDescription): KnownSupport | null {
  if (!weights || strata.length > 0) return null
  return { weights, prompt, prompts: promptNames.length, allPrompts: true, logRatios: ({ logRatios }) => logRatios }
}

function ofCandidates({ candidates, weights, responses }: RunDescription): KnownSupport | null {
  if (!candidates || !weights) return null
  const { response, logTeacher } = candidates
  const written = Array.from(response.keys()).filter(c => logTeacher[c] > Number.NEGATIVE_INFINITY)
  return {
    weights: Float64Array.from(written, c => weights[response[c]] * Math.exp(logTeacher[c])),
    prompt: Uint32Array.from(written, c => response[c]),
    prompts: responses,
    allPrompts: false,
    logRatios: snapshot =>
      Float64Array.from(written, c => logTeacher[c] - (snapshot.candidates?.logProbs[c] ?? Number.NaN)),
  }
}

const profiles = new WeakMap<Snapshot, CoverageProfile>()

/** The coverage profile of the whole support. */
function supportProfile(support: KnownSupport, snapshot: Snapshot): CoverageProfile {
  let profile = profiles.get(snapshot)
  if (!profile) {
    profile = coverageProfile(support.logRatios(snapshot), support.weights)
    profiles.set(snapshot, profile)
  }
  return profile
}

/** The adversary's task (Prop. D.7) against one model at one N. */
export interface AdversaryTask {
  /** 1 for each rewarded response of the support. */
  readonly reward: Uint8Array
  /** How many there are, of how many, */
  readonly responses: number
  readonly of: number
  /** and how much of what π_D writes, in [0, 1]. */
  readonly teacher: number
  /** How much of what the model writes, averaged over prompts, in [0, 1]. */
  readonly model: number
}

export function adversaryTask(support: KnownSupport, against: Snapshot, N: number): AdversaryTask {
  const logRatios = support.logRatios(against)
  const reward = adversaryReward(logRatios, N)
  const rewarded = rewardedBy(support, logRatios, reward)
  const responses = reward.reduce((sum, one) => sum + one, 0)
  return { reward, responses, of: reward.length, teacher: rewarded.teacher, model: rewardedPass(rewarded, 1) }
}

/** Pass@N of a model for the scenario's reward or for a task, as a function of N; null where it is not known. */
export function passCurve(
  run: Run,
  snapshot: Snapshot,
  reward: Reward,
  task: AdversaryTask | null,
): ((N: number) => PassEstimate) | null {
  if (reward !== 'adversary') {
    if (!passAt(run, snapshot, 1, reward)) return null
    return N => passAt(run, snapshot, N, reward)!
  }
  const support = run.description && supportOf(run.description)
  if (!support || !task || task.reward.length !== support.weights.length) return null
  const rewarded: Rewarded = rewardedBy(support, support.logRatios(snapshot), task.reward)
  return N => ({ value: rewardedPass(rewarded, N), error: 0 })
}

/** How much Best-of-N can lose and must lose against π_D, each in [0, 1]; null where a proposition says nothing. */
export interface Regrets {
  /** Prop. D.6: no reward of values in [0, 1] costs more. */
  readonly most: number | null
  /** What the adversary's reward for this N costs. */
  readonly adversary: number
  /** Prop. D.7: that reward costs at least so much. */
  readonly least: number | null
}

export function regretsAt(support: KnownSupport, snapshot: Snapshot, N: number): Regrets {
  const profile = supportProfile(support, snapshot)
  const most = bestSufficientRegret(profile, N)
  return {
    most: Number.isFinite(most) ? Math.min(1, most) : null,
    adversary: bestOfNRegret(support, support.logRatios(snapshot), N),
    least: necessaryRegret(N, coverageAt(profile, 2 * N)),
  }
}
