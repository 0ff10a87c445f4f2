import type { ExperimentConfig } from '../config/config'
import { shippedName } from '../config/shipped'
import { createMeasure } from '../models/measure'
import type { Essentials, Evaluator } from '../models/model'
import { isLanguage, type Task } from '../models/task'
import { createTransformerEvaluator, type TransformerEvaluator } from '../models/transformer/evaluator'
import { memoryProblem } from '../models/transformer/memory'
import type { TokenTask } from '../models/transformer/task'
import { scenarioOf } from '../scenarios/registry'
import { advanceTogether, EnsembleTrainer } from '../training/ensembleTrainer'
import { ruleById } from '../training/registry'
import type { UpdateRule } from '../training/rule'
import type { Trained, Trainer } from '../training/trainer'
import { createTrainer } from '../training/trainers'
import { type Estimate, type EvaluationCost, estimateRun } from './estimate'
import { memoryLimits } from './memoryLimits'
import type { StartOf } from './shipped'
import type { Checkpoint, RunDescription, TrainedSnapshot } from './snapshot'

/** Held-out responses where a scenario has no setting for them. */
export const HELD_OUT = 2048

/** Steps of each of many runs that are taken by one call at most. */
const STEPS_OF_A_CALL = 64

/** One run on the active backend: owns its trainer and its evaluator until `dispose`. */
export class Run {
  readonly description: RunDescription
  private readonly task: Task
  private readonly evaluator: Evaluator | TransformerEvaluator
  private readonly trainer: Trainer
  private readonly rule: UpdateRule
  private readonly values: Record<string, number>
  private steps: number
  private seconds = 0

  /**
   * @param config must be valid (see `parseConfig`)
   * @param from goes on after that checkpoint's step; null for the initial weights
   * @param inEnsemble whether it is one of many, whose steps are taken together where a kernel can do that
   * @throws Error if the parameters are not as many as the model's, or if a checkpoint that ships is left out (see `StartOf`), or if
   * the active backend has too little memory for the model; nothing is allocated then
   */
  constructor(
    private readonly config: ExperimentConfig,
    from: Checkpoint | null = null,
    { inEnsemble = false } = {},
  ) {
    const shipped = shippedName(config)
    if (!from && shipped !== null)
      throw new Error(`The run begins from the checkpoint “${shipped}”, which is not there.`)
    this.values = { ...config.values }
    const { values } = this
    const task = scenarioOf(config).build(values)
    this.task = task
    this.rule = ruleById(config.rule)
    if (isLanguage(task)) refuseTooLarge(task, values.K, this.rule)
    // Scenarios whose profile is exact at most sizes have no M.
    const heldOut = values.M ?? HELD_OUT
    const testTime = config.decode === 'ttt' ? values.etaT : null
    this.evaluator = isLanguage(task)
      ? createTransformerEvaluator(task, heldOut, values.seed)
      : createMeasure(task, { seed: values.seed, heldOut, testTime })
    this.description = this.evaluator.description
    const { parameters } = this.description
    if (from && isLanguage(task) && from.theta.length !== parameters) {
      throw new Error(`The checkpoint has ${from.theta.length} parameters; the model has ${parameters}.`)
    }
    this.trainer = createTrainer({ rule: this.rule, task, values, resume: from }, inEnsemble)
    this.steps = from?.step ?? 0
  }

  /** Steps taken so far. */
  get step(): number {
    return this.steps
  }

  get finished(): boolean {
    return this.steps >= this.values.T
  }

  /** Whether the current step is one that the configuration evaluates: 0, multiples of `every`, and T. */
  get atEvaluationPoint(): boolean {
    return this.steps % this.values.every === 0 || this.finished
  }

  /** Steps to the next evaluation point; 0 at the end. */
  get stepsToEvaluation(): number {
    const { every, T } = this.values
    return Math.min(every - (this.steps % every), T - this.steps)
  }

  /** Changes η, λ or N from the next step on. */
  set(id: string, value: number): void {
    this.values[id] = value
  }

  /** Training steps; nothing is read back. They are timed together: to look at the clock takes as long as a small step. */
  advance(count = 1): void {
    const began = performance.now()
    for (let i = 0; i < count; i++) {
      this.trainer.advance(this.steps)
      this.steps++
    }
    this.seconds += (performance.now() - began) / 1000
  }

  /** Whether its steps can be taken together with those of others. */
  get inEnsemble(): boolean {
    return this.trainer instanceof EnsembleTrainer
  }

  /**
   * Takes the steps up to the next evaluation point of each, or the first of them: no call is to last for long.
   * @param runs `inEnsemble`, and not finished
   */
  static advanceTogether(runs: readonly Run[]): void {
    if (runs.length === 0) return
    const members = runs.map(({ trainer, steps, stepsToEvaluation }) => {
      const count = Math.min(stepsToEvaluation, STEPS_OF_A_CALL)
      return { trainer: trainer as EnsembleTrainer, first: steps, count }
    })
    advanceTogether(members)
    for (const [i, run] of runs.entries()) run.steps += members[i].count
  }

  /** Has the backend compile the kernels of a step before they are waited for. @param progress see `Trainer` */
  warmUp(progress?: (share: number) => void): Promise<void> {
    return this.trainer.warmUp(this.steps, progress)
  }

  /**
   * Measures the model at the current step.
   * @param between is waited for now and then while a long evaluation goes on; what it throws ends the evaluation
   * @throws Error if the parameters are no longer finite, or so large that they give no probabilities
   */
  async snapshot(between?: () => Promise<void>): Promise<TrainedSnapshot> {
    const began = performance.now()
    // Not by `read`, since to wait for one more function takes as long as a tenth of a small evaluation.
    const { theta, slots, counts } = this.received(await this.trainer.read(), began)
    const measured = this.evaluator.evaluate(theta, between)
    // What is there at once is not waited for.
    const evaluation = this.sound(measured instanceof Promise ? await measured : measured)
    // Named one by one: spreading them would take as long as a small model's evaluation.
    const { crossEntropy, kl, klError, klByPosition, hellinger, supLogRatio } = evaluation
    const { logRatios, pathKl, answerLogRatios, candidates } = evaluation
    return {
      crossEntropy,
      kl,
      klError,
      klByPosition,
      hellinger,
      supLogRatio,
      logRatios,
      pathKl,
      answerLogRatios,
      candidates,
      step: this.steps,
      samples: this.samples,
      checkpoint: { step: this.steps, theta, slots },
      counts,
      seconds: this.seconds,
    }
  }

  /** What a sweep looks at of a snapshot at the current step; throws as `snapshot` does. */
  async essentials(): Promise<Essentials> {
    const { theta } = await this.read()
    const { evaluator } = this
    return this.sound('essentials' in evaluator ? evaluator.essentials(theta) : await evaluator.evaluate(theta))
  }

  /** What has been trained so far. @throws Error if the parameters are no longer finite */
  async read(): Promise<Trained> {
    const began = performance.now()
    return this.received(await this.trainer.read(), began)
  }

  private received(trained: Trained, began: number): Trained {
    // Reading back waits for all steps that the device still has to do.
    this.seconds += (performance.now() - began) / 1000
    if (!allFinite(trained.theta)) {
      throw new Error(`The parameters were no longer finite at step ${this.steps}; a smaller step size η avoids it.`)
    }
    return trained
  }

  private sound<E extends Essentials>(evaluation: E): E {
    if (Number.isNaN(evaluation.kl) || anyNaN(evaluation.logRatios)) {
      throw new Error(
        `The parameters were too large at step ${this.steps} for their probabilities to be computed; a smaller step size η avoids it.`,
      )
    }
    return evaluation
  }

  /** What it is going to take. @param evaluation what the first evaluation took */
  estimate(evaluation: EvaluationCost): Promise<Estimate> {
    return estimateRun(this.config, this.task, this.description.responses, evaluation)
  }

  /** Training sequences behind the current model. */
  private get samples(): number {
    const { K, n } = this.values
    if (this.rule.kind === 'dataset') return this.steps > 0 ? n : 0
    return this.steps * K
  }

  dispose(): void {
    this.trainer.dispose()
    if ('dispose' in this.evaluator) this.evaluator.dispose()
  }
}

// Loops: a callback for every one of so many numbers takes a fifth of a small model's evaluation.

function allFinite(values: Float32Array | Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false
  return true
}

/** @param values none is −∞, so that only a number that is none makes their sum none */
function anyNaN(values: Float32Array): boolean {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return Number.isNaN(sum)
}

function refuseTooLarge(task: TokenTask, K: number, rule: UpdateRule): void {
  const problem = memoryProblem(task, K, rule.kind === 'gradient' ? rule.slots : 0, memoryLimits())
  if (problem) throw new Error(problem)
}

/** Runs a configuration from start to end on the active backend. @param startOf needed where a checkpoint ships */
export async function runToEnd(
  config: ExperimentConfig,
  startOf?: StartOf,
): Promise<{ description: RunDescription; snapshots: TrainedSnapshot[] }> {
  const start = await startOf?.(config)
  const run = new Run(config, start?.checkpoint)
  try {
    const snapshots = [await run.snapshot()]
    while (!run.finished) {
      run.advance(run.stepsToEvaluation)
      snapshots.push(await run.snapshot())
    }
    return { description: run.description, snapshots }
  } finally {
    run.dispose()
  }
}
