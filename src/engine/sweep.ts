import { historySteps } from '../config/sweepHistory'
import { type MeasuredPoint, type Measures, measuresOf, SWEEP_METRICS } from '../config/sweepMetrics'
import type { PlannedRun } from '../config/sweepPlan'
import { coverageAt, coverageProfile } from '../coverage/profile'
import { ruleById } from '../training/registry'
import { Run } from './run'
import type { StartOf } from './shipped'
import type { RunDescription } from './snapshot'

/** What became of one run, at one N. */
export interface RunOutcome {
  /** Each infinite if the run failed: nothing could have been worse. */
  readonly measures: Measures
  /** What the paper's rates depend on besides the settings; null where the run failed. */
  readonly facts: RunFacts | null
  /** null where the run failed, and for rules that draw another dataset at every step */
  readonly history: RunHistory | null
  /** Why the run failed, in a sentence; null if it did not. */
  readonly failure: string | null
}

/** What is fixed for a whole run and follows from all of its settings. */
export type RunFacts = Pick<RunDescription, 'inherentVariance' | 'parameters'>

/** What a run measured at the steps that `historySteps` names for it, one entry for each. */
export interface RunHistory {
  /** nats per sequence, in [0, ∞] */
  readonly kl: Float64Array
  /** Cov_N, in [0, 1] */
  readonly coverage: Float64Array
}

/**
 * Told now and then while a run goes on: how many steps were taken since the last time, and its history so far for each N,
 * as far as it has one.
 */
export type OnProgress = (steps: number, sofar: readonly RunHistory[] | null) => void

/** Milliseconds between two words on how far a run is. */
const PROGRESS_INTERVAL = 100

/**
 * Trains one run of a sweep on the active backend.
 * @param startOf needed where a checkpoint ships
 * @returns one outcome for each of the run's tails
 */
export async function outcomesOf(
  { config, tails }: Pick<PlannedRun, 'config' | 'tails'>,
  onProgress: OnProgress = () => {},
  startOf?: StartOf,
): Promise<RunOutcome[]> {
  try {
    const start = await startOf?.(config)
    const run = new Run(config, start?.checkpoint)
    const { inherentVariance, parameters } = run.description
    const facts = { inherentVariance, parameters }
    const kept = ruleById(config.rule).kind === 'dataset' ? null : historySteps(config.values)
    const evaluated = await evaluations(run, tails, kept, onProgress)
    const afterStart = evaluated.filter(({ step }) => step > 0)
    const histories = kept && historiesAt(kept, evaluated, tails)
    return tails.map((_, i) => ({
      measures: measuresOf(afterStart.map(({ points }) => points[i])),
      facts,
      history: histories?.[i] ?? null,
      failure: null,
    }))
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    const worst = Object.fromEntries(SWEEP_METRICS.map(({ id }) => [id, Number.POSITIVE_INFINITY])) as Measures
    return tails.map(() => ({ measures: worst, facts: null, history: null, failure }))
  }
}

interface SweepEvaluation {
  readonly step: number
  /** One for each N. */
  readonly points: readonly MeasuredPoint[]
}

/** Takes all steps, and measures at every evaluation point after the start; at the start too where a history is kept. */
async function evaluations(
  run: Run,
  tails: readonly number[],
  kept: readonly number[] | null,
  onProgress: OnProgress,
): Promise<SweepEvaluation[]> {
  const evaluated: SweepEvaluation[] = []
  let told = 0
  let last = performance.now()
  try {
    if (kept) evaluated.push(await evaluation(run, tails))
    while (!run.finished) {
      run.advance()
      if (run.atEvaluationPoint) evaluated.push(await evaluation(run, tails))
      if (performance.now() - last < PROGRESS_INTERVAL && !run.finished) continue
      onProgress(run.step - told, kept && historiesAt(kept, evaluated, tails))
      told = run.step
      last = performance.now()
    }
    return evaluated
  } finally {
    run.dispose()
  }
}

async function evaluation(run: Run, tails: readonly number[]): Promise<SweepEvaluation> {
  const { step, kl, crossEntropy, logRatios } = await run.snapshot()
  const profile = coverageProfile(logRatios, run.description.weights)
  return { step, points: tails.map(N => ({ coverage: coverageAt(profile, N), kl, crossEntropy })) }
}

/** KL, which is the same at every N, is stored once. */
function historiesAt(
  steps: readonly number[],
  evaluated: readonly SweepEvaluation[],
  tails: readonly number[],
): RunHistory[] {
  const kept = new Set(steps)
  const points = evaluated.filter(({ step }) => kept.has(step)).map(each => each.points)
  const kl = Float64Array.from(points, ([{ kl }]) => kl)
  return tails.map((_, i) => ({ kl, coverage: Float64Array.from(points, at => at[i].coverage) }))
}

/** Outcomes by the keys of the plan. */
export type Outcomes = ReadonlyMap<string, RunOutcome>

/** Runs a whole plan on the active backend, one run after the other. `onRun` is told after each how many are done. */
export async function runPlan(
  runs: readonly PlannedRun[],
  onRun: (done: number) => void = () => {},
  startOf?: StartOf,
): Promise<Outcomes> {
  const outcomes = new Map<string, RunOutcome>()
  for (const [index, planned] of runs.entries()) {
    const ofRun = await outcomesOf(planned, undefined, startOf)
    for (const [i, key] of planned.keys.entries()) outcomes.set(key, ofRun[i])
    onRun(index + 1)
  }
  return outcomes
}
