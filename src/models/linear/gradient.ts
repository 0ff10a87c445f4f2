import { logProbabilities } from './logProbabilities'
import type { LinearTask } from './task'

/**
 * The gradient of Σ visits·log π_θ in float64: Σ_h φ − E_{π_θ}φ over the visited cells (the closed form of Eq. 3), [d].
 * `visits` is [S, V]: how often each cell is visited, divided by the batch size for a mean over the batch.
 * It is the reference that the tensor path must equal.
 */
export function logLikelihoodGradient(
  task: LinearTask,
  theta: ArrayLike<number>,
  visits: ArrayLike<number>,
): Float64Array {
  const { vocabulary: V, dimension: d, states, features } = task
  const logProbs = logProbabilities(task, theta)
  const gradient = new Float64Array(d)
  for (let state = 0; state < states; state++) {
    const row = state * V
    let visitsOfState = 0
    for (let v = 0; v < V; v++) visitsOfState += visits[row + v]
    if (visitsOfState === 0) continue
    for (let cell = row; cell < row + V; cell++) {
      const residual = visits[cell] - visitsOfState * Math.exp(logProbs[cell])
      for (let i = 0; i < d; i++) gradient[i] += residual * features[cell * d + i]
    }
  }
  return gradient
}
