import { linearClass } from './linear/class'
import type { LinearTask } from './linear/task'
import type { ModelClass, SequenceTask } from './sequences/task'
import type { TokenTask } from './transformer/task'

/** A task whose models form a class of its own; no gradient is taken, a model is chosen from a dataset as a whole. */
export interface ClassTask extends SequenceTask {
  readonly models: ModelClass
}

/** What a table of next-token probabilities can learn. */
export type TableTask = LinearTask | ClassTask

/** What a scenario builds. */
export type Task = TableTask | TokenTask

/** Whether the models are those of Eq. 3, so that they can be trained step by step. */
export function isLinear(task: Task): task is LinearTask {
  return 'features' in task
}

/** Whether a transformer learns it. */
export function isLanguage(task: Task): task is TokenTask {
  return 'heldOut' in task
}

/** The models that the task is learned with. */
export function classOf(task: TableTask): ModelClass {
  return isLinear(task) ? linearClass(task) : task.models
}
