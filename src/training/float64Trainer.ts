import type { DifferentiableInFloat64 } from '../models/differentiable'
import type { Values } from '../scenarios/parameter'
import { float64Algebra } from './float64Algebra'
import { type GradientRule, projectOntoBall } from './rule'
import type { Trained, Trainer } from './trainer'

/**
 * Trains in float64 on the CPU, whichever backend is active. It equals the trainer on tensors but for rounding, and two runs are
 * equal bit for bit wherever they are computed.
 * @param values change while the run goes on
 */
export function createFloat64Trainer(
  rule: GradientRule,
  model: DifferentiableInFloat64,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  let theta: Float64Array = Float64Array.from(resume?.theta ?? model.start)
  let slots: readonly Float64Array[] = Array.from({ length: rule.slots }, (_, i) =>
    Float64Array.from(resume?.slots[i] ?? new Float64Array(theta.length)),
  )
  return {
    advance(step) {
      const gradient = model.gradient(theta, step)
      const { eta, lambda } = values
      const after = rule.step(float64Algebra, { theta, gradient, slots, t: step + 1, eta, lambda })
      theta = model.projected ? projectOntoBall(float64Algebra, after.theta) : after.theta
      slots = after.slots
    },
    warmUp: () => Promise.resolve(),
    read: () => Promise.resolve({ theta: theta.slice(), slots: slots.map(slot => slot.slice()), counts: null }),
    dispose() {},
  }
}
