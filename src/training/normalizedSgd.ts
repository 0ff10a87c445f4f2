import type { GradientRule } from './rule'

export const normalizedSgd: GradientRule = {
  id: 'normalized',
  kind: 'gradient',
  label: 'Normalized SGD',
  short: 'normalized',
  equation: 'θ ← Proj(θ + η ĝ / (λ + ‖ĝ‖))   (Eq. 18)',
  help: 'The gradient is divided by λ plus its norm: no step is longer than η, however long the sequence.',
  uses: ['eta', 'lambda', 'K'],
  stepSize: 0.03,
  theory: {
    source: 'Theorem 5.1',
    settings({ N, T, B, inherentVariance }) {
      const logN = Math.log(N)
      if (logN <= 0) return null
      const eta = Math.min(1 / (128 * B), (logN / (inherentVariance * T)) ** 0.25)
      return { eta, lambda: logN / (16 * eta) }
    },
  },
  slots: 0,
  step: (a, { theta, gradient, eta, lambda }) => ({
    theta: a.add(theta, a.mul(gradient, a.div(eta, a.add(a.norm(gradient), lambda)))),
    slots: [],
  }),
}
