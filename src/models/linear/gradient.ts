import { softmaxOfState } from './logProbabilities'
import type { LinearTask } from './task'

/**
 * The gradient of Σ visits·log π_θ in float64: Σ_h φ − E_{π_θ}φ over the visited cells (the closed form of Eq. 3), [d].
 * `visits` is [S, V]: how often each cell is visited, divided by the batch size for a mean over the batch.
 * It is the reference for the kernels of linear models.
 * @param into is overwritten
 */
export function logLikelihoodGradient(
  task: LinearTask,
  theta: ArrayLike<number>,
  visits: ArrayLike<number>,
  into = new Float64Array(task.dimension),
): Float64Array {
  const { vocabulary: V, dimension: d, states, features } = task
  const probabilities = new Float64Array(V)
  into.fill(0)
  for (let state = 0; state < states; state++) {
    const row = state * V
    let visitsOfState = 0
    for (let v = 0; v < V; v++) visitsOfState += visits[row + v]
    if (visitsOfState === 0) continue
    softmaxOfState(task, theta, state, probabilities)
    for (let v = 0; v < V; v++) {
      const feature = (row + v) * d
      const residual = visits[row + v] - visitsOfState * probabilities[v]
      for (let i = 0; i < d; i++) into[i] += residual * features[feature + i]
    }
  }
  return into
}
