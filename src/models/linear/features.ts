import type { ClassFacts } from '../sequences/description'
import type { LinearTask } from './task'

/** What the features say about a task. */
export function linearFacts(task: LinearTask): ClassFacts {
  return {
    featureVariances: featureVariances(task),
    featureNorm: featureNorm(task),
    optimum: task.optimum ?? null,
    landmarks: task.landmarks ?? [],
  }
}

/** ‖φ − E_{π_D}φ‖² averaged over π_D at every state: the per-token terms of the inherent variance (Eq. 8), [S]. */
function featureVariances(task: LinearTask): Float64Array {
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

/** Largest feature norm max ‖φ‖. */
function featureNorm({ features, dimension: d }: LinearTask): number {
  let largest = 0
  for (let at = 0; at < features.length; at += d)
    largest = Math.max(largest, Math.hypot(...features.subarray(at, at + d)))
  return largest
}
