import type { Task } from '../models/task'
import type { Values } from '../scenarios/parameter'

/** A model in training: owns the parameters and whatever the rule remembers, until `dispose`. */
export interface Trainer {
  /** Takes a step, counted from 0, with the settings as they stand now. Nothing is read back from a device, which may take it later. */
  advance(step: number): void
  /**
   * Has kernels compiled before they are waited for, if need be by a step that is thrown away.
   * @param progress is told what share of them is, from 0 to 1, where they are counted
   */
  warmUp(step: number, progress?: (share: number) => void): Promise<void>
  read(): Promise<Trained>
  dispose(): void
}

/** What a trainer has come to; with `theta` and `slots` another goes on from there. */
export interface Trained {
  readonly theta: Float32Array | Float64Array
  /** The rule's memory; one that a trainer is not given begins empty. */
  readonly slots: readonly (Float32Array | Float64Array)[]
  /** Visits to every cell in the dataset that the model was chosen from, [S, V]; null for rules that take fresh samples. */
  readonly counts: Float64Array | null
}

export interface TrainerInput<R, T extends Task = Task> {
  readonly rule: R
  readonly task: T
  /** Changes while the run goes on. */
  readonly values: Values
  /** Where to go on from; null for the task's start. */
  readonly resume: Pick<Trained, 'theta' | 'slots'> | null
}
