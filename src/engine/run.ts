import * as tf from '@tensorflow/tfjs-core'
import type { ExperimentConfig } from '../config/config'
import { createLinearModel } from '../models/linear/model'
import type { Model } from '../models/model'
import { scenarioById } from '../scenarios/registry'
import { ruleById } from '../training/registry'
import { projectOntoBall, type UpdateRule } from '../training/rule'
import { tensorAlgebra } from '../training/tensorAlgebra'
import type { Checkpoint, RunDescription, Snapshot } from './snapshot'

/** One run on the active backend: owns the model, θ and the optimizer's memory until `dispose`. */
export class Run {
  readonly description: RunDescription
  private readonly model: Model
  private readonly rule: UpdateRule
  private readonly values: Record<string, number>
  private theta: tf.Tensor
  private slots: readonly tf.Tensor[]
  private steps: number
  private seconds = 0

  /** @param config must be valid (see `parseConfig`); @param resume continues after that checkpoint's step. */
  constructor(config: ExperimentConfig, resume: Checkpoint | null = null) {
    const { values } = config
    this.values = { ...values }
    this.rule = ruleById(config.rule)
    this.model = createLinearModel(scenarioById(config.scenario).build(values), {
      seed: values.seed,
      batchSize: values.K,
      // Scenarios whose profile is always exact have no M.
      heldOut: values.M ?? 0,
    })
    this.description = this.model.description
    const zeros = new Float32Array(this.model.start.length)
    const slots = resume?.slots ?? Array.from({ length: this.rule.slots }, () => zeros)
    this.theta = tf.tensor1d(resume?.theta ?? this.model.start)
    this.slots = slots.map(slot => tf.tensor1d(slot))
    this.steps = resume?.step ?? 0
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

  /** Changes η, λ or N from the next step on. */
  set(id: string, value: number): void {
    this.values[id] = value
  }

  /** One training step; nothing is read back. */
  advance(): void {
    const began = performance.now()
    const { theta, slots } = this.next()
    tf.dispose([this.theta, ...this.slots])
    this.theta = theta
    this.slots = slots
    this.steps++
    this.seconds += (performance.now() - began) / 1000
  }

  /** Takes the next step and throws it away, so that the backend compiles its kernels before they are waited for. */
  async warmUp(): Promise<void> {
    const { theta, slots } = this.next()
    await theta.data()
    tf.dispose([theta, ...slots])
  }

  private next(): { theta: tf.Tensor; slots: tf.Tensor[] } {
    return tf.tidy(() => {
      const gradient = this.model.gradient(this.theta as tf.Tensor1D, this.model.batch(this.steps))
      const { theta, slots } = this.rule.step<tf.Tensor>(tensorAlgebra, {
        theta: this.theta,
        gradient,
        slots: this.slots,
        t: this.steps + 1,
        eta: this.values.eta,
        lambda: this.values.lambda,
      })
      const projected = this.model.projected ? projectOntoBall(tensorAlgebra, theta) : theta
      return { theta: projected, slots: [...slots] }
    })
  }

  /**
   * Measures the model at the current step.
   * @throws Error if the parameters are no longer finite.
   */
  async snapshot(): Promise<Snapshot> {
    const began = performance.now()
    const checkpoint = await this.checkpoint()
    // Reading back waits for all steps that the device still has to do.
    this.seconds += (performance.now() - began) / 1000
    if (!checkpoint.theta.every(Number.isFinite)) {
      throw new Error(`The parameters were no longer finite at step ${this.steps}; a smaller step size η avoids it.`)
    }
    return {
      ...this.model.evaluate(checkpoint.theta),
      step: this.steps,
      samples: this.steps * this.values.K,
      checkpoint,
      seconds: this.seconds,
    }
  }

  /** θ and the optimizer's memory in one readback. */
  private async checkpoint(): Promise<Checkpoint> {
    const step = this.steps
    const all = tf.tidy(() => tf.concat([this.theta, ...this.slots]))
    const data = (await all.data()) as Float32Array
    all.dispose()
    const d = this.model.start.length
    const [theta, ...slots] = Array.from({ length: data.length / d }, (_, i) => data.slice(i * d, (i + 1) * d))
    return { step, theta, slots }
  }

  dispose(): void {
    tf.dispose([this.theta, ...this.slots])
    this.model.dispose()
  }
}

/** Runs a configuration from start to end on the active backend. */
export async function runToEnd(
  config: ExperimentConfig,
): Promise<{ description: RunDescription; snapshots: Snapshot[] }> {
  const run = new Run(config)
  try {
    const snapshots = [await run.snapshot()]
    while (!run.finished) {
      run.advance()
      if (run.atEvaluationPoint) snapshots.push(await run.snapshot())
    }
    return { description: run.description, snapshots }
  } finally {
    run.dispose()
  }
}
