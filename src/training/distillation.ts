import { logLikelihoodGradient } from '../models/linear/gradient'
import { logProbabilities } from '../models/linear/logProbabilities'
import { projectOntoBall } from '../models/linear/tokenStep'
import { cellLogRatios, teacherMeans } from '../models/sequences/exact'
import type { TokenRule } from './rule'

export const distillation: TokenRule = {
  id: 'distill',
  kind: 'tokens',
  label: 'Truncated distillation',
  short: 'distill',
  equation: 'θ ← Proj(θ + η Σ_h α_h ∇log π_θ(y_h | x, y_<h)),  Σ_h α_h ε_h = min{log N₀, Σ_h ε_h}   (Eq. 24–26)',
  help: 'The teacher’s probabilities say how much KL ε_h each token’s prefix carries; once a sequence has log N₀ nats of it, its further tokens are cut off.',
  uses: ['eta', 'K', 'N0'],
  stepSize: 0.01,
  step(task, theta, sequences, { eta, N0 }) {
    const { vocabulary: V } = task
    const stateKl = teacherMeans(task, cellLogRatios(task, logProbabilities(task, theta)))
    const visits = new Float64Array(task.states * V)
    for (const cells of sequences) {
      const kl = Float64Array.from(cells, cell => stateKl[Math.floor(cell / V)])
      truncation(kl, Math.log(N0)).forEach((share, h) => {
        visits[cells[h]] += share / sequences.length
      })
    }
    const gradient = logLikelihoodGradient(task, theta, visits)
    const next = theta.map((value, i) => value + eta * gradient[i])
    projectOntoBall(next)
    return next
  },
}

/**
 * α_h = clip((A − S_{h−1})/ε_h, 0, 1) with S the running sum of ε from the first token on, and 1[S_{h−1} ≤ A] where ε_h = 0, so
 * that Σ α_h ε_h = min(A, Σ ε_h) (Eq. 24–26).
 * @param kl ε_h ≥ 0, the teacher's divergence from the student at each token, nats
 * @param most A ≥ 0, nats
 */
export function truncation(kl: Float64Array, most: number): Float64Array {
  let before = 0
  return kl.map(epsilon => {
    const left = most - before
    before += epsilon
    if (epsilon > 0) return Math.min(1, Math.max(0, left / epsilon))
    return left >= 0 ? 1 : 0
  })
}
