import { normalQuantile, stratifiedError } from '../src/coverage/bands'
import { passAtN } from '../src/coverage/bestOfN'
import { coverageAt, coverageProfile, threshold } from '../src/coverage/profile'
import { rankCorrelation } from '../src/coverage/rankCorrelation'
import { tournament } from '../src/coverage/tournament'
import { Run } from '../src/engine/run'
import type { Snapshot } from '../src/engine/snapshot'
import type { Description } from '../src/models/model'
import { type Measured, mean, opened } from './measured'

/** One checkpoint of a fine-tuning run. */
export interface MeasuredCheckpoint {
  readonly step: number
  readonly kl: number
  readonly coverage: number
  readonly passAtN: number
}

/** What Fig. 1 is about, of one run. */
export interface Figure1 {
  readonly checkpoints: readonly MeasuredCheckpoint[]
  /** The checkpoint with the smallest Cov_{N/2}, */
  readonly best: MeasuredCheckpoint
  /** how much more the last one has, with the ends of a 95 % interval that holds for every choice of the best. */
  readonly rise: { readonly mean: number; readonly low: number; readonly high: number }
  readonly minKl: MeasuredCheckpoint
  /** The pick of the tournament at N/2 (Eq. 29). */
  readonly picked: MeasuredCheckpoint
  /** Rank correlations of Pass@N over the checkpoints. */
  readonly withKl: number
  readonly withCoverage: number
}

/**
 * Pass@N, KL and Cov_{N/2} over the checkpoints of a run on prompts with one right answer each, which is the held-out response.
 * @param N budget of Best-of-N
 */
export function figure1({ description, start, snapshots }: Measured, N: number): Figure1 {
  const all = [start, ...snapshots]
  const { weights } = description
  const checkpoints = all.map(({ step, kl, logRatios }) => ({
    step,
    kl,
    coverage: coverageAt(coverageProfile(logRatios, weights), N / 2),
    passAtN: passAtN(
      logRatios.map(logRatio => Math.min(1, Math.exp(-logRatio))),
      weights,
      N,
    ),
  }))
  const least = (key: 'kl' | 'coverage') =>
    checkpoints.reduce((chosen, other, i) => (other[key] < checkpoints[chosen][key] ? i : chosen), 0)
  const best = least('coverage')
  // log π_D of a response is the same for all checkpoints: −R ranks them as log π̂ does.
  const { winners } = tournament(
    all.map(({ logRatios }) => logRatios.map(logRatio => -logRatio)),
    weights,
    N / 2,
  )
  const passes = checkpoints.map(checkpoint => checkpoint.passAtN)
  return {
    checkpoints,
    best: checkpoints[best],
    rise: riseOf(description, all[best], all[all.length - 1], N / 2, all.length),
    minKl: checkpoints[least('kl')],
    picked: checkpoints[winners[0]],
    withKl: rankCorrelation(
      passes,
      checkpoints.map(({ kl }) => kl),
    ),
    withCoverage: rankCorrelation(
      passes,
      checkpoints.map(({ coverage }) => coverage),
    ),
  }
}

/** Cov_N of one snapshot less that of another, on the same responses: the interval holds for any pair of `candidates` with the last. */
function riseOf({ weights, strata }: Description, from: Snapshot, to: Snapshot, N: number, candidates: number) {
  const least = threshold(from.logRatios, Math.log(N))
  const differences = Float64Array.from(
    from.logRatios,
    (logRatio, i) => Number(to.logRatios[i] >= least) - Number(logRatio >= least),
  )
  const rise = differences.reduce((sum, difference, i) => sum + weights![i] * difference, 0)
  const halfWidth = normalQuantile(1 - 0.025 / (candidates - 1)) * stratifiedError(differences, strata)
  return { mean: rise, low: rise - halfWidth, high: rise + halfWidth }
}

/** What Fig. 2 is about, of one run of `graph-horizon`. */
export interface Figure2 {
  /** The first evaluation at which less than 5 % of class 1 is under-weighted twice or more, */
  readonly learned: number
  /** and the one `after` steps later: */
  readonly step: number
  readonly kl: number
  readonly klError: number
  readonly coverage: number
  /** KL by class, nats. */
  readonly byClass: readonly number[]
}

/** Largest share of class 1 that may be under-weighted twice or more once it counts as learned. */
const LEARNED = 0.05

/**
 * KL and Cov_N a number of steps after class 1 was learned. The run ends there.
 * @throws RangeError if the link's run is too short for it
 */
export async function figure2(link: string, N: number, after: number): Promise<Figure2> {
  const { config, startOf } = await opened(link)
  const run = new Run(config, (await startOf(config))?.checkpoint)
  const { weights, prompt, promptNames } = run.description
  const ofClass = ({ logRatios }: Snapshot, c: number) => logRatios.filter((_, i) => prompt[i] === c)
  let learned = Number.POSITIVE_INFINITY
  while (!run.finished) {
    run.advance()
    if (!run.atEvaluationPoint) continue
    const snapshot = await run.snapshot()
    const { step, kl, klError, logRatios } = snapshot
    if (coverageAt(coverageProfile(ofClass(snapshot, 0), null), 2) < LEARNED) learned = Math.min(learned, step)
    if (step < learned + after) continue
    run.dispose()
    return {
      learned,
      step,
      kl,
      klError,
      coverage: coverageAt(coverageProfile(logRatios, weights), N),
      byClass: promptNames.map((_, c) => mean(Array.from(ofClass(snapshot, c)))),
    }
  }
  throw new RangeError('The run ends before that.')
}
