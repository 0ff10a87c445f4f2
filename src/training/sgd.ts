import type { GradientRule } from './rule'

/** The η that minimises 4/(ηT) + 2ησ⋆², the bound of Proposition 5.1 on the mean of KL over T steps; ∞ where σ⋆² = 0. */
export function stepOfLeastBound(inherentVariance: number, T: number): number {
  return Math.sqrt(2 / (inherentVariance * T))
}

export const sgd: GradientRule = {
  id: 'sgd',
  kind: 'gradient',
  label: 'No normalization (SGD)',
  short: 'none',
  equation: 'θ ← Proj(θ + η ĝ)   (Eq. 14)',
  help: 'Sequence-level SGD: the step is proportional to the gradient, a sum over tokens, so long sequences take long steps.',
  uses: ['eta', 'K'],
  stepSize: 0.01,
  theory: {
    source: 'Proposition 5.1',
    settings: ({ T, H, B, inherentVariance }) => ({
      eta: Math.min(1 / (2 * H * B ** 2), stepOfLeastBound(inherentVariance, T)),
    }),
  },
  slots: 0,
  step: (a, { theta, gradient, eta }) => ({ theta: a.add(theta, a.mul(gradient, eta)), slots: [] }),
}
