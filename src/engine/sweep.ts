import type { ExperimentConfig } from '../config/config'
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
    const history = ruleById(config.rule).kind === 'dataset' ? null : new GrowingHistory(config, tails.length)
    const afterStart = await evaluations(run, tails, history, onProgress)
    const histories = history?.sofar
    return tails.map((_, i) => ({
      measures: measuresOf(afterStart.map(points => points[i])),
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

/** What one evaluation says, one for each N. */
type Points = readonly MeasuredPoint[]

/**
 * Takes all steps, and measures at every evaluation point after the start; at the start too where a history is kept, but only
 * for that.
 */
async function evaluations(
  run: Run,
  tails: readonly number[],
  history: GrowingHistory | null,
  onProgress: OnProgress,
): Promise<Points[]> {
  const evaluated: Points[] = []
  let told = 0
  let last = performance.now()
  try {
    if (history) history.add(run.step, await evaluation(run, tails))
    while (!run.finished) {
      run.advance()
      if (run.atEvaluationPoint) {
        const points = await evaluation(run, tails)
        evaluated.push(points)
        history?.add(run.step, points)
      }
      if (performance.now() - last < PROGRESS_INTERVAL && !run.finished) continue
      onProgress(run.step - told, history?.sofar ?? null)
      told = run.step
      last = performance.now()
    }
    return evaluated
  } finally {
    run.dispose()
  }
}

async function evaluation(run: Run, tails: readonly number[]): Promise<Points> {
  const { kl, crossEntropy, logRatios } = await run.essentials()
  const profile = coverageProfile(logRatios, run.description.weights, Math.min(...tails))
  return tails.map(N => ({ coverage: coverageAt(profile, N), kl, crossEntropy }))
}

/** The history of a run while it goes on. KL, which is the same at every N, is stored once. */
class GrowingHistory {
  private readonly steps: ReadonlySet<number>
  private readonly kl: Float64Array
  private readonly coverage: readonly Float64Array[]
  private length = 0

  constructor({ values }: ExperimentConfig, tails: number) {
    const steps = historySteps(values)
    this.steps = new Set(steps)
    this.kl = new Float64Array(steps.length)
    this.coverage = Array.from({ length: tails }, () => new Float64Array(steps.length))
  }

  /** Takes up what was measured at a step, if it is one of those that are kept. */
  add(step: number, points: Points): void {
    if (!this.steps.has(step)) return
    this.kl[this.length] = points[0].kl
    for (const [i, { coverage }] of points.entries()) this.coverage[i][this.length] = coverage
    this.length++
  }

  get sofar(): RunHistory[] {
    const kl = this.kl.slice(0, this.length)
    return this.coverage.map(coverage => ({ kl, coverage: coverage.slice(0, this.length) }))
  }
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
