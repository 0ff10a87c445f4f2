import type { ModelClass } from '../sequences/task'
import { logProbabilities } from './logProbabilities'
import { maximumLikelihood } from './maximumLikelihood'
import type { LinearTask } from './task'

/** The linear models of a task, ‖θ‖ ≤ 1, as a class to choose from. */
export function linearClass(task: LinearTask): ModelClass {
  return {
    start: task.start,
    logProbabilities: (theta, room) => logProbabilities(task, theta, room),
    maximumLikelihood: counts => maximumLikelihood(task, counts).theta,
  }
}
