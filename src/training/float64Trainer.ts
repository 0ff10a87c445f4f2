import type { Differentiable } from '../models/differentiable'
import type { Values } from '../scenarios/parameter'
import { float64Algebra } from './float64Algebra'
import type { GradientRule } from './rule'
import type { Trained, Trainer } from './trainer'
import { update } from './update'

/**
 * Trains in float64 on the CPU, whichever backend is active, and owns the model. It equals the trainer on tensors but for
 * rounding, and a run is the same bit for bit wherever it is computed.
 * @param values change while the run goes on
 */
export function createFloat64Trainer(
  rule: GradientRule,
  model: Differentiable<Float64Array>,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  let theta = Float64Array.from(resume?.theta ?? model.start)
  let slots: readonly Float64Array[] = Array.from({ length: rule.slots }, (_, i) =>
    Float64Array.from(resume?.slots[i] ?? new Float64Array(theta.length)),
  )
  return {
    advance(step) {
      const gradient = model.gradient(theta, step)
      const after = update(float64Algebra, rule, { theta, gradient, slots, t: step + 1 }, values, model.projected)
      theta = after.theta as Float64Array<ArrayBuffer>
      slots = after.slots
    },
    warmUp: () => Promise.resolve(),
    read: () => Promise.resolve({ theta: theta.slice(), slots: slots.map(slot => slot.slice()), counts: null }),
    dispose: () => model.dispose(),
  }
}
