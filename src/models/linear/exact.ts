import type { LinearTask } from './task'

/**
 * Exact expectations over π_D for a task of any length: dynamic programming over states, O(H·S·V).
 * A *cell* is state·V + token; everything additive along a response is a sum over the cells it visits.
 */

/** log π_θ(token | state) for every cell (Eq. 3), [S, V], in nats. */
export function logProbabilities(task: LinearTask, theta: ArrayLike<number>): Float64Array {
  const { vocabulary: V, dimension: d, states, features } = task
  const logProbs = new Float64Array(states * V)
  for (let cell = 0; cell < logProbs.length; cell++) {
    let logit = 0
    for (let i = 0; i < d; i++) logit += features[cell * d + i] * theta[i]
    logProbs[cell] = logit
  }
  for (let row = 0; row < logProbs.length; row += V) {
    let max = Number.NEGATIVE_INFINITY
    for (let v = 0; v < V; v++) max = Math.max(max, logProbs[row + v])
    let sum = 0
    for (let v = 0; v < V; v++) sum += Math.exp(logProbs[row + v] - max)
    const logNormaliser = max + Math.log(sum)
    for (let v = 0; v < V; v++) logProbs[row + v] -= logNormaliser
  }
  return logProbs
}

/** log π_D − log π̂ for every cell, nats; 0 where the teacher never writes the token, since no response visits it. */
export function cellLogRatios(task: LinearTask, logProbs: Float64Array): Float64Array {
  return logProbs.map((logProb, cell) =>
    task.teacher[cell] === Number.NEGATIVE_INFINITY ? 0 : task.teacher[cell] - logProb,
  )
}

/** E_{v~π_D(·|state)}[value(state, v)] for every state, [S]. */
export function teacherMeans(task: LinearTask, cellValues: Float64Array): Float64Array {
  const { vocabulary: V, states, teacher } = task
  const means = new Float64Array(states)
  for (let cell = 0; cell < states * V; cell++) {
    const p = Math.exp(teacher[cell])
    if (p > 0) means[Math.floor(cell / V)] += p * cellValues[cell]
  }
  return means
}

/** Expected number of visits to every state in one response, x ~ μ and y ~ π_D, [S]. Sums to the mean length. */
export function occupancy(task: LinearTask): Float64Array {
  const { vocabulary: V, states, teacher, next, prompts } = task
  const visits = new Float64Array(states)
  let mass = new Float64Array(states)
  // From the longest length down to 1: a prompt enters when exactly its own length of tokens remains.
  for (let remaining = longestResponse(task); remaining > 0; remaining--) {
    for (const prompt of prompts) if (prompt.length === remaining) mass[prompt.state] += prompt.mass
    const after = new Float64Array(states)
    for (let state = 0; state < states; state++) {
      if (mass[state] === 0) continue
      visits[state] += mass[state]
      for (let cell = state * V; cell < (state + 1) * V; cell++) {
        after[next[cell]] += mass[state] * Math.exp(teacher[cell])
      }
    }
    mass = after
  }
  return visits
}

/** Σ_s visits(s)·value(s): the expectation of a sum along the response, such as KL from per-state KLs. */
export function expectedSum(visits: Float64Array, stateValues: Float64Array): number {
  let sum = 0
  for (let state = 0; state < visits.length; state++) if (visits[state] > 0) sum += visits[state] * stateValues[state]
  return sum
}

/** ‖φ − E_{π_D}φ‖² averaged over π_D at every state: the per-token terms of the inherent variance (Eq. 8), [S]. */
export function featureVariances(task: LinearTask): Float64Array {
  const { vocabulary: V, dimension: d, states, features, teacher } = task
  const variances = new Float64Array(states)
  const mean = new Float64Array(d)
  for (let state = 0; state < states; state++) {
    mean.fill(0)
    for (let cell = state * V; cell < (state + 1) * V; cell++) {
      const p = Math.exp(teacher[cell])
      for (let i = 0; i < d; i++) mean[i] += p * features[cell * d + i]
    }
    for (let cell = state * V; cell < (state + 1) * V; cell++) {
      const p = Math.exp(teacher[cell])
      for (let i = 0; i < d; i++) variances[state] += p * (features[cell * d + i] - mean[i]) ** 2
    }
  }
  return variances
}

/** D_H² = 1 − E_x Σ_y √(π_D π̂), averaged over prompts. In [0, 1]. */
export function hellinger(task: LinearTask, logProbs: Float64Array): number {
  const affinity = logProbs.map((logProb, cell) => Math.exp((task.teacher[cell] + logProb) / 2))
  const values = backward(task, 1, (best, cell, ahead) => best + affinity[cell] * ahead, 0)
  let sum = 0
  for (const prompt of task.prompts) sum += prompt.mass * values(prompt.length)[prompt.state]
  return Math.max(0, 1 - sum)
}

/** log W = sup over prompts and responses of log π_D(y|x) − log π̂(y|x), nats. */
export function supLogRatio(task: LinearTask, logRatios: Float64Array): number {
  const never = (cell: number) => task.teacher[cell] === Number.NEGATIVE_INFINITY
  const values = backward(
    task,
    0,
    (best, cell, ahead) => (never(cell) ? best : Math.max(best, logRatios[cell] + ahead)),
    Number.NEGATIVE_INFINITY,
  )
  return Math.max(...task.prompts.filter(x => x.mass > 0).map(x => values(x.length)[x.state]))
}

/** H, the number of tokens of the longest response. */
export function longestResponse(task: LinearTask): number {
  return Math.max(...task.prompts.map(prompt => prompt.length))
}

/** Backward recursion over the remaining length; `values(length)[state]` folds all continuations of that length. */
function backward(
  task: LinearTask,
  atEnd: number,
  fold: (soFar: number, cell: number, ahead: number) => number,
  empty: number,
): (length: number) => Float64Array {
  const { vocabulary: V, states, next } = task
  const wanted = new Set(task.prompts.map(prompt => prompt.length))
  const kept = new Map<number, Float64Array>()
  let ahead = new Float64Array(states).fill(atEnd)
  for (let length = 1; length <= longestResponse(task); length++) {
    const here = new Float64Array(states)
    for (let state = 0; state < states; state++) {
      let value = empty
      for (let cell = state * V; cell < (state + 1) * V; cell++) value = fold(value, cell, ahead[next[cell]])
      here[state] = value
    }
    if (wanted.has(length)) kept.set(length, here)
    ahead = here
  }
  return length => kept.get(length)!
}
