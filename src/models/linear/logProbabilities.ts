import { exp } from './exp'
import type { LinearTask } from './task'

/** log π_θ(token | state) for every cell (Eq. 3), [S, V], in nats. @param into is overwritten */
export function logProbabilities(
  task: LinearTask,
  theta: ArrayLike<number>,
  into = new Float64Array(task.states * task.vocabulary),
): Float64Array {
  const { vocabulary: V, states } = task
  for (let state = 0; state < states; state++) logSoftmaxOfState(task, theta, state, into, state * V)
  return into
}

/** Writes log π_θ(· | state) to `into` from `at` on, V numbers. */
export function logSoftmaxOfState(
  task: LinearTask,
  theta: ArrayLike<number>,
  state: number,
  into: Float64Array,
  at: number,
): void {
  const { vocabulary: V } = task
  const max = logitsOfState(task, theta, state, into, at)
  let sum = 0
  for (let v = 0; v < V; v++) sum += Math.exp(into[at + v] - max)
  const logNormaliser = max + Math.log(sum)
  for (let v = 0; v < V; v++) into[at + v] -= logNormaliser
}

/** π_θ(· | state), V numbers from the beginning of `into`, the same bit for bit in every engine. */
export function softmaxOfState(task: LinearTask, theta: ArrayLike<number>, state: number, into: Float64Array): void {
  const { vocabulary: V } = task
  const max = logitsOfState(task, theta, state, into, 0)
  let sum = 0
  for (let v = 0; v < V; v++) {
    into[v] = exp(into[v] - max)
    sum += into[v]
  }
  for (let v = 0; v < V; v++) into[v] /= sum
}

/** Writes ⟨φ, θ⟩ of each token, and returns the largest. */
function logitsOfState(
  { vocabulary: V, dimension: d, features }: LinearTask,
  theta: ArrayLike<number>,
  state: number,
  into: Float64Array,
  at: number,
): number {
  let max = Number.NEGATIVE_INFINITY
  for (let v = 0; v < V; v++) {
    const feature = (state * V + v) * d
    let logit = 0
    for (let i = 0; i < d; i++) logit += features[feature + i] * theta[i]
    into[at + v] = logit
    max = Math.max(max, logit)
  }
  return max
}
