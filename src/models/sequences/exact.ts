import { longestResponse, type SequenceTask } from './task'
import type { Trellis } from './trellis'

/**
 * Exact expectations over π_D for a task of any length: dynamic programming over states, O(H·S·V).
 * A *cell* is state·V + token; everything additive along a response is a sum over the cells it visits.
 */

/**
 * log π_D − log π̂ for every cell, nats; where the teacher never writes the token, and no response visits it, `into` stays as it is.
 */
export function cellLogRatios(
  { teacher }: SequenceTask,
  logProbs: Float64Array,
  into = new Float64Array(logProbs.length),
): Float64Array {
  for (let cell = 0; cell < into.length; cell++) {
    if (teacher[cell] > Number.NEGATIVE_INFINITY) into[cell] = teacher[cell] - logProbs[cell]
  }
  return into
}

/** π_D(token | state), [S, V]. */
export function teacherProbabilities({ teacher }: SequenceTask): Float64Array {
  return teacher.map(Math.exp)
}

/**
 * E_{v~π_D(·|state)}[value(state, v)] for every state, [S].
 * @param probabilities those of the teacher, for whoever takes many means
 * @param into is overwritten
 */
export function teacherMeans(
  task: SequenceTask,
  cellValues: Float64Array,
  probabilities = teacherProbabilities(task),
  into = new Float64Array(task.states),
): Float64Array {
  const { vocabulary: V } = task
  for (let state = 0, cell = 0; state < into.length; state++) {
    let mean = 0
    for (const end = cell + V; cell < end; cell++) {
      const p = probabilities[cell]
      if (p > 0) mean += p * cellValues[cell]
    }
    into[state] = mean
  }
  return into
}

/** Expected number of visits to every state in one response, x ~ μ and y ~ π_D, [S]. Sums to the mean length. */
export function occupancy(task: SequenceTask): Float64Array {
  const visits = new Float64Array(task.states)
  forwardByLength(task, (_, mass) => {
    for (let state = 0; state < mass.length; state++) visits[state] += mass[state]
  })
  return visits
}

/** Probability that a response has a token at position h, from 0, and is in a state before it, [H, S]. */
export function occupancyByPosition(task: SequenceTask): Float64Array {
  const { states } = task
  const masses = new Float64Array(longestResponse(task) * states)
  forwardByLength(task, (h, mass) => {
    for (let state = 0; state < states; state++) masses[h * states + state] += mass[state]
  })
  return masses
}

/**
 * E_{π_D} Σ_{h' ≤ h} value(state before token h'), of a value of states, for h = 1 … H, [H]; ends at the whole sum.
 * @param occupied see `occupancyByPosition`
 * @param into [H], is overwritten
 */
export function expectedSumByPosition(occupied: Float64Array, stateValues: Float64Array, into: Float64Array): void {
  const states = stateValues.length
  let sum = 0
  for (let h = 0; h < into.length; h++) {
    for (let state = 0; state < states; state++) {
      const mass = occupied[h * states + state]
      if (mass > 0) sum += mass * stateValues[state]
    }
    into[h] = sum
  }
}

/** Hands P[x, state before token h + 1] summed over the prompts of one length after the other, [S], to `visit`. */
function forwardByLength(task: SequenceTask, visit: (h: number, mass: Float64Array) => void): void {
  const probabilities = teacherProbabilities(task)
  for (const length of new Set(task.prompts.map(prompt => prompt.length))) {
    const mass = new Float64Array(task.states)
    for (const prompt of task.prompts) if (prompt.length === length) mass[prompt.state] += prompt.mass
    forward(task, probabilities, mass, length, visit)
  }
}

/**
 * Distribution over states after `length` tokens, [S].
 * @param probabilities next-token probabilities, [S, V]
 * @param before distribution over states before the first token, [S]
 * @param visit is handed the distribution before each token, h from 0; that is overwritten afterwards
 */
export function forward(
  { vocabulary: V, states, next }: SequenceTask,
  probabilities: Float64Array,
  before: Float64Array,
  length: number,
  visit: (h: number, mass: Float64Array) => void = () => {},
): Float64Array {
  let mass = before.slice()
  // Two take turns: to make an array for every token takes longer than to fill it.
  let after = new Float64Array(states)
  for (let h = 0; h < length; h++) {
    visit(h, mass)
    after.fill(0)
    for (let state = 0; state < states; state++) {
      if (mass[state] === 0) continue
      for (let cell = state * V; cell < (state + 1) * V; cell++) after[next[cell]] += mass[state] * probabilities[cell]
    }
    const spent = mass
    mass = after
    after = spent
  }
  return mass
}

/** Σ_s visits(s)·value(s): the expectation of a sum along the response, such as KL from per-state KLs. */
export function expectedSum(visits: Float64Array, stateValues: Float64Array): number {
  let sum = 0
  for (let state = 0; state < visits.length; state++) if (visits[state] > 0) sum += visits[state] * stateValues[state]
  return sum
}

/**
 * D_H² = 1 − E_x Σ_y √(π_D π̂), averaged over prompts, in [0, 1], and log W = sup over prompts and responses of
 * log π_D(y|x) − log π̂(y|x), nats.
 * @param trellis the task's
 * @param logRatios see `cellLogRatios`; −∞ for tokens that the teacher never writes
 * @param affinity room for a number of each cell
 */
export function hellingerAndSup(
  { teacher, prompts }: SequenceTask,
  trellis: Trellis,
  logProbs: Float64Array,
  logRatios: Float64Array,
  affinity = new Float64Array(logProbs.length),
): { readonly hellinger: number; readonly supLogRatio: number } {
  for (let cell = 0; cell < affinity.length; cell++) affinity[cell] = Math.exp((teacher[cell] + logProbs[cell]) / 2)
  trellis.fold(affinity, logRatios)
  let sum = 0
  let most = Number.NEGATIVE_INFINITY
  for (let x = 0; x < prompts.length; x++) {
    const { mass } = prompts[x]
    sum += mass * trellis.sumProduct[x]
    if (mass > 0) most = Math.max(most, trellis.maxSum[x])
  }
  return { hellinger: Math.max(0, 1 - sum), supLogRatio: most }
}
