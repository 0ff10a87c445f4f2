import type { GradientRule } from './rule'

export const sign: GradientRule = {
  id: 'sign',
  kind: 'gradient',
  label: 'Sign descent',
  short: 'sign',
  equation: 'θ ← Proj(θ + η sign ĝ)   (Eq. 20)',
  help: 'Every coordinate moves by exactly η in the direction of its gradient, whatever the gradient’s size.',
  uses: ['eta', 'K'],
  stepSize: 0.01,
  slots: 0,
  step: (a, { theta, gradient, eta }) => ({ theta: a.add(theta, a.mul(a.sign(gradient), eta)), slots: [] }),
}
