import type { GradientRule } from './rule'

export const sgd: GradientRule = {
  id: 'sgd',
  kind: 'gradient',
  label: 'No normalization (SGD)',
  short: 'none',
  equation: 'θ ← Proj(θ + η ĝ)   (Eq. 14)',
  help: 'Sequence-level SGD: the step is proportional to the gradient, a sum over tokens, so long sequences take long steps.',
  uses: ['eta', 'K'],
  stepSize: 0.01,
  slots: 0,
  step: (a, { theta, gradient, eta }) => ({ theta: a.add(theta, a.mul(gradient, eta)), slots: [] }),
}
