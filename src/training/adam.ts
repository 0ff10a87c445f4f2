import type { GradientRule } from './rule'

const BETA1 = 0.9
const BETA2 = 0.999
const EPSILON = 1e-8

export const adam: GradientRule = {
  id: 'adam',
  kind: 'gradient',
  label: 'Adam',
  short: 'Adam',
  equation: 'θ ← Proj(θ + η m̂ / (√v̂ + 10⁻⁸)),  β₁ = 0.9, β₂ = 0.999',
  help: 'Running means of the gradient and of its square set the step coordinate by coordinate, so its size hardly depends on the length.',
  uses: ['eta', 'K'],
  stepSize: 0.01,
  slots: 2,
  step: (a, { theta, gradient, slots: [m, v], t, eta }) => {
    const mean = a.add(a.mul(m, BETA1), a.mul(gradient, 1 - BETA1))
    const square = a.add(a.mul(v, BETA2), a.mul(a.mul(gradient, gradient), 1 - BETA2))
    const unbiasedMean = a.div(mean, 1 - BETA1 ** t)
    const unbiasedSquare = a.div(square, 1 - BETA2 ** t)
    const step = a.div(unbiasedMean, a.add(a.sqrt(unbiasedSquare), EPSILON))
    return { theta: a.add(theta, a.mul(step, eta)), slots: [mean, square] }
  },
}
