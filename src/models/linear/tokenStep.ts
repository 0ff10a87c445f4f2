import type { LinearTask } from './task'

/**
 * One step of token-level SGD (Eq. 21), in place: θ ← Proj(θ + η∇log π_θ(token | state)).
 * @param theta [d]
 * @param cell the state and token, state·V + token
 * @param logProbs log π_θ(· | state) before the step, [V], nats
 */
export function stepOnToken(
  { vocabulary: V, dimension: d, features }: LinearTask,
  theta: Float64Array,
  cell: number,
  logProbs: Float64Array,
  eta: number,
): void {
  const first = Math.floor(cell / V) * V
  for (let i = 0; i < d; i++) theta[i] += eta * features[cell * d + i]
  for (let v = 0; v < V; v++) {
    const pull = eta * Math.exp(logProbs[v])
    for (let i = 0; i < d; i++) theta[i] -= pull * features[(first + v) * d + i]
  }
  projectOntoBall(theta)
}

/** Moves θ to the nearest point of the ball ‖θ‖ ≤ 1, in place. */
export function projectOntoBall(theta: Float64Array): void {
  let squares = 0
  for (let i = 0; i < theta.length; i++) squares += theta[i] * theta[i]
  if (squares <= 1) return
  const norm = Math.sqrt(squares)
  for (let i = 0; i < theta.length; i++) theta[i] /= norm
}
