import { sgdBound } from '../coverage/bounds'
import type { Snapshot } from '../engine/snapshot'
import type { Check } from './check'
import type { Run } from './types'

/** A bound on the mean KL over the steps of a run with one step size. */
interface TrainingBound {
  readonly id: string
  readonly source: string
  readonly label: string
  readonly rule: string
  readonly decode: string
  /** The largest step that it covers, and the same in symbols. */
  largestStep(H: number, B: number): number
  readonly largestInWords: string
  /** Gradient steps that T counts, by training steps of K sequences. */
  readonly stepsAre: 'batches' | 'sequences'
}

const BOUNDS: readonly TrainingBound[] = [
  {
    id: '5.1',
    source: 'Prop. 5.1',
    label: 'mean KL over steps ≤ 4/(ηT) + 2ησ⋆²',
    rule: 'sgd',
    decode: 'standard',
    largestStep: (H, B) => 1 / (2 * H * B ** 2),
    largestInWords: '1/(2HB²)',
    stepsAre: 'batches',
  },
  {
    id: '6.1',
    source: 'Thm 6.1',
    label: 'mean KL of test-time training over sequences ≤ 4/(ηT) + 2ησ⋆²',
    rule: 'token',
    decode: 'ttt',
    largestStep: (_, B) => 1 / (2 * B ** 2),
    largestInWords: '1/(2B²)',
    stepsAre: 'sequences',
  },
]

/** What the paper says of the run's update rule so far; nothing for rules it bounds only up to a constant. */
export function trainingChecks(run: Run, snapshot: Snapshot): Check[] {
  return BOUNDS.filter(({ rule }) => rule === run.config.rule).map(bound => trainingCheck(bound, run, snapshot))
}

/** It bounds an expectation over runs, so a single run above it proves nothing. */
function trainingCheck(
  bound: TrainingBound,
  { description, config, changes, snapshots }: Run,
  snapshot: Snapshot,
): Check {
  const { id, source, label } = bound
  const named = { id, source, label }
  const none = { ...named, left: snapshot.kl, right: Number.NaN, status: 'not applicable' } as const
  const { featureNorm, inherentVariance, longest } = description ?? {}
  if (!longest || !featureNorm || inherentVariance === null || inherentVariance === undefined) {
    return { ...none, note: 'It needs features.' }
  }
  const { eta, etaT, K } = config.values
  if (config.decode !== bound.decode) {
    const decode = bound.decode === 'ttt' ? 'test-time training' : 'the standard decode'
    return { ...none, note: `It is about ${decode}.` }
  }
  if (config.decode === 'ttt' && etaT !== eta) return { ...none, note: 'It trains and reads with one η.' }
  const largest = bound.largestStep(longest, featureNorm)
  if (changes.length > 0) return { ...none, note: 'η was changed during the run.' }
  if (eta > largest) return { ...none, note: `It needs η ≤ ${bound.largestInWords} = ${largest.toPrecision(2)}.` }
  const past = snapshots.filter(({ step }) => step < snapshot.step)
  if (past.length === 0) return { ...none, note: 'It speaks of the steps taken, and there is none yet.' }
  const left = past.reduce((sum, { kl }) => sum + kl, 0) / past.length
  const right = sgdBound(eta, snapshot.step * (bound.stepsAre === 'sequences' ? K : 1), inherentVariance)
  const sides = { ...named, left, right }
  if (left <= right) return { ...sides, status: 'holds', note: '' }
  return { ...sides, status: 'undecided', note: 'It holds on average over runs; a single run may lie above it.' }
}
