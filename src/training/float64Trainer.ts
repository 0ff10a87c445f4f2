import type { Differentiable } from '../models/differentiable'
import { projectOntoBall } from '../models/linear/tokenStep'
import type { Values } from '../scenarios/parameter'
import type { Algebra, GradientRule } from './rule'
import type { Trained, Trainer } from './trainer'
import { update } from './update'

/**
 * Trains in float64 on the CPU, whichever backend is active, and owns the model. The rule is asked parameter by parameter:
 * nothing but the norm of the gradient ties them to each other, and to make vectors of a few numbers would take most of a step.
 * @param values change while the run goes on
 */
export function createFloat64Trainer(
  rule: GradientRule,
  model: Differentiable<Float64Array>,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  const theta = Float64Array.from(resume?.theta ?? model.start)
  const slots = Array.from({ length: rule.slots }, (_, i) =>
    Float64Array.from(resume?.slots[i] ?? new Float64Array(theta.length)),
  )
  let gradientNorm = 0
  const numbers: Algebra<number> = {
    add: (a, b) => a + b,
    mul: (a, b) => a * b,
    div: (a, b) => a / b,
    maximum: Math.max,
    sqrt: Math.sqrt,
    sign: Math.sign,
    norm: () => gradientNorm,
  }
  return {
    advance(step) {
      const gradient = model.gradient(theta, step)
      gradientNorm = norm(gradient)
      for (let i = 0; i < theta.length; i++) {
        const own = slots.map(slot => slot[i])
        const before = { theta: theta[i], gradient: gradient[i], slots: own, t: step + 1 }
        const after = update(numbers, rule, before, values, false)
        theta[i] = after.theta
        for (let slot = 0; slot < slots.length; slot++) slots[slot][i] = after.slots[slot]
      }
      if (model.projected) projectOntoBall(theta)
    },
    warmUp: () => Promise.resolve(),
    read: () => Promise.resolve({ theta: theta.slice(), slots: slots.map(slot => slot.slice()), counts: null }),
    dispose: () => model.dispose(),
  }
}

function norm(vector: Float64Array): number {
  let squares = 0
  for (let i = 0; i < vector.length; i++) squares += vector[i] * vector[i]
  return Math.sqrt(squares)
}
