import type { ExperimentConfig } from '../config/config'
import { historySteps } from '../config/sweepHistory'
import { type MeasuredPoint, type Measures, measuresOf, SWEEP_METRICS } from '../config/sweepMetrics'
import type { PlannedRun } from '../config/sweepPlan'
import { coverageOf } from '../coverage/profile'
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

/** A run, and the values of N at which it is measured. */
export type AskedRun = Pick<PlannedRun, 'config' | 'tails'>

/**
 * One run of a sweep: measured at every evaluation point after the start; at the start too where a history is kept, but only
 * for that. What goes wrong with it is what becomes of it, and is never thrown.
 */
export class SweepRun {
  /** null before it has begun and once it is over */
  private run: Run | null = null
  private readonly history: GrowingHistory | null
  /** What the evaluations after the start said, one entry for each N. */
  private readonly evaluated: (readonly MeasuredPoint[])[] = []
  private facts: RunFacts | null = null
  private failure: string | null = null
  private steps = 0
  private told = 0

  /** @param startOf needed where a checkpoint ships */
  static async begin(asked: AskedRun, startOf?: StartOf): Promise<SweepRun> {
    const begun = new SweepRun(asked)
    await begun.attempt(() => begun.start(startOf))
    return begun
  }

  /** Takes a step of each that is not over; of those that a kernel trains together many at once. */
  static async advance(runs: readonly SweepRun[]): Promise<void> {
    Run.advanceTogether(runs.flatMap(({ run }) => (run?.inEnsemble ? run : [])))
    // At once: what one waits for a device is what another waits for.
    await Promise.all(runs.map(each => each.attempt(() => each.goOn())))
  }

  private constructor(private readonly asked: AskedRun) {
    const { config, tails } = asked
    this.history = ruleById(config.rule).kind === 'dataset' ? null : new GrowingHistory(config, tails.length)
  }

  /** Whether nothing is left to be done. */
  get over(): boolean {
    return this.run === null
  }

  /** Steps taken since this was last asked. */
  newSteps(): number {
    const steps = this.steps - this.told
    this.told = this.steps
    return steps
  }

  /** What it has measured so far at each N, if it keeps that. */
  get sofar(): readonly RunHistory[] | null {
    return this.history?.sofar ?? null
  }

  /** What became of it, for each N. */
  get outcomes(): RunOutcome[] {
    const { failure, facts, evaluated, sofar } = this
    if (failure !== null) {
      return this.asked.tails.map(() => ({ measures: WORST, facts: null, history: null, failure }))
    }
    return this.asked.tails.map((_, i) => ({
      measures: measuresOf(evaluated.map(points => points[i])),
      facts,
      history: sofar?.[i] ?? null,
      failure,
    }))
  }

  private async start(startOf: StartOf | undefined): Promise<void> {
    const { config } = this.asked
    const start = await startOf?.(config)
    this.run = new Run(config, start?.checkpoint ?? null, { inEnsemble: true })
    const { inherentVariance, parameters } = this.run.description
    this.facts = { inherentVariance, parameters }
    this.history?.add(this.run.step, await this.evaluation(this.run))
  }

  private async goOn(): Promise<void> {
    const { run } = this
    if (!run) return
    if (!run.inEnsemble) run.advance()
    if (run.atEvaluationPoint) {
      const points = await this.evaluation(run)
      this.evaluated.push(points)
      this.history?.add(run.step, points)
    }
    this.steps = run.step
    if (run.finished) this.end()
  }

  private async evaluation(run: Run): Promise<MeasuredPoint[]> {
    const { tails } = this.asked
    const { kl, crossEntropy, logRatios } = await run.essentials()
    const { weights } = run.description
    return tails.map(N => ({ coverage: coverageOf(logRatios, weights, N), kl, crossEntropy }))
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
      this.end()
    }
  }

  private end(): void {
    this.run?.dispose()
    this.run = null
  }
}

const WORST = Object.fromEntries(SWEEP_METRICS.map(({ id }) => [id, Number.POSITIVE_INFINITY])) as Measures

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
  add(step: number, points: readonly MeasuredPoint[]): void {
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
