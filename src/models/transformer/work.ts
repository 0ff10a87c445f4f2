import { parameterCount } from './layout'
import type { BatchSize } from './memoryNeed'
import type { TokenTask } from './task'

/** Floating-point operations of scoring so many responses, without samples: two for each parameter and token. */
export function scoringWork(task: TokenTask, responses: number): number {
  const { batch, length } = longestBatch(task, responses)
  return 2 * parameterCount(task.shape) * batch * length
}

/** Floating-point operations of a training step on K sequences: two for each parameter and token, and twice that again to go back. */
export function trainingWork(task: TokenTask, K: number): number {
  const { batch, length } = longestBatch(task, K)
  return 6 * parameterCount(task.shape) * batch * length
}

/** So many sequences, all as long as the longest can be. */
export function longestBatch({ shape, classes, heldOut }: TokenTask, batch: number): BatchSize {
  const responses = classes.map((_, c) => heldOut(c, 0)).map(({ tokens, responseFrom }) => tokens.length - responseFrom)
  return { batch, length: shape.context - 1, queries: Math.max(...responses) }
}
