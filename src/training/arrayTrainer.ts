import type { Differentiable } from '../models/differentiable'
import type { Values } from '../scenarios/parameter'
import { ArrayAlgebra } from './arrayAlgebra'
import type { GradientRule } from './rule'
import type { Trained, Trainer } from './trainer'
import { update } from './update'

/**
 * Trains on arrays, beside the tensors' backend, and owns the model.
 * @param values change while the run goes on
 */
export function createArrayTrainer(
  rule: GradientRule,
  model: Differentiable<Float32Array>,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  const theta = Float32Array.from(resume?.theta ?? model.start)
  const slots = Array.from({ length: rule.slots }, (_, i) =>
    Float32Array.from(resume?.slots[i] ?? new Float32Array(theta.length)),
  )
  const algebra = new ArrayAlgebra()

  return {
    advance(step) {
      const gradient = model.gradient(theta, step)
      algebra.release()
      const after = update(algebra, rule, { theta, gradient, slots, t: step + 1 }, values, model.projected)
      theta.set(after.theta)
      slots.forEach((slot, i) => {
        slot.set(after.slots[i])
      })
    },
    async warmUp(step) {
      model.gradient(theta, step)
    },
    async read() {
      return { theta: theta.slice(), slots: slots.map(slot => slot.slice()), counts: null }
    },
    dispose() {
      model.dispose()
    },
  }
}
