import type { Differentiable } from '../models/differentiable'
import type { Values } from '../scenarios/parameter'
import { ArrayAlgebra, type ArrayVectors } from './arrayAlgebra'
import { KernelAlgebra } from './kernelAlgebra'
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
  const kernels = KernelAlgebra.open()
  if (kernels) return trainerOn(kernels, rule, model, values, resume)
  return trainerOn(new ArrayAlgebra(), rule, model, values, resume)
}

function trainerOn<T>(
  algebra: ArrayVectors<T>,
  rule: GradientRule,
  model: Differentiable<Float32Array>,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  const theta = Float32Array.from(resume?.theta ?? model.start)
  const slots = Array.from({ length: rule.slots }, (_, i) =>
    Float32Array.from(resume?.slots[i] ?? new Float32Array(theta.length)),
  )

  return {
    advance(step) {
      const gradient = algebra.of(model.gradient(theta, step))
      const before = { theta: algebra.of(theta), gradient, slots: slots.map(slot => algebra.of(slot)), t: step + 1 }
      const after = update(algebra, rule, before, values, model.projected)
      algebra.copy(after.theta, theta)
      slots.forEach((slot, i) => {
        algebra.copy(after.slots[i], slot)
      })
      algebra.release()
    },
    async warmUp(step) {
      model.gradient(theta, step)
    },
    async read() {
      return { theta: theta.slice(), slots: slots.map(slot => slot.slice()), counts: null }
    },
    dispose() {
      algebra.dispose()
      model.dispose()
    },
  }
}
