import { type MeasuredPoint, type Measures, measuresOf, SWEEP_METRICS } from '../config/sweepMetrics'
import type { PlannedRun } from '../config/sweepPlan'
import { coverageAt, coverageProfile } from '../coverage/profile'
import { Run } from './run'
import type { RunDescription } from './snapshot'

/** What became of one run, at one N. */
export interface RunOutcome {
  /** Each infinite if the run failed: nothing could have been worse. */
  readonly measures: Measures
  /** What the paper's rates depend on besides the settings; null where the run failed. */
  readonly facts: RunFacts | null
  /** Why the run failed, in a sentence; null if it did not. */
  readonly failure: string | null
}

/** What is fixed for a whole run and follows from all of its settings. */
export type RunFacts = Pick<RunDescription, 'inherentVariance' | 'parameters'>

/** Milliseconds between two words on how many steps were taken. */
const PROGRESS_INTERVAL = 100

/**
 * Trains one run of a sweep on the active backend.
 * @param onSteps told now and then how many steps were taken since the last time
 * @returns one outcome for each of the run's tails
 */
export async function outcomesOf(
  { config, tails }: Pick<PlannedRun, 'config' | 'tails'>,
  onSteps: (steps: number) => void = () => {},
): Promise<RunOutcome[]> {
  try {
    const run = new Run(config)
    const { inherentVariance, parameters } = run.description
    const measures = await measured(run, tails, onSteps)
    return measures.map(each => ({ measures: each, facts: { inherentVariance, parameters }, failure: null }))
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    const worst = Object.fromEntries(SWEEP_METRICS.map(({ id }) => [id, Number.POSITIVE_INFINITY])) as Measures
    return tails.map(() => ({ measures: worst, facts: null, failure }))
  }
}

async function measured(run: Run, tails: readonly number[], onSteps: (steps: number) => void): Promise<Measures[]> {
  const points = tails.map((): MeasuredPoint[] => [])
  let told = 0
  let last = performance.now()
  try {
    while (!run.finished) {
      run.advance()
      if (run.atEvaluationPoint) {
        const { kl, crossEntropy, logRatios } = await run.snapshot()
        const profile = coverageProfile(logRatios, run.description.weights)
        for (const [i, N] of tails.entries()) points[i].push({ coverage: coverageAt(profile, N), kl, crossEntropy })
      }
      if (performance.now() - last < PROGRESS_INTERVAL && !run.finished) continue
      onSteps(run.step - told)
      told = run.step
      last = performance.now()
    }
    return points.map(measuresOf)
  } finally {
    run.dispose()
  }
}

/** Outcomes by the keys of the plan. */
export type Outcomes = ReadonlyMap<string, RunOutcome>

/** Runs a whole plan on the active backend, one run after the other. `onRun` is told after each how many are done. */
export async function runPlan(
  runs: readonly PlannedRun[],
  onRun: (done: number) => void = () => {},
): Promise<Outcomes> {
  const outcomes = new Map<string, RunOutcome>()
  for (const [index, planned] of runs.entries()) {
    const ofRun = await outcomesOf(planned)
    for (const [i, key] of planned.keys.entries()) outcomes.set(key, ofRun[i])
    onRun(index + 1)
  }
  return outcomes
}
