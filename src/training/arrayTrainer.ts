import type { Differentiable } from '../models/differentiable'
import type { Values } from '../scenarios/parameter'
import { ArrayAlgebra, type ArrayVectors, type FloatArray } from './arrayAlgebra'
import { KernelAlgebra } from './kernelAlgebra'
import type { GradientRule } from './rule'
import type { Trained, Trainer } from './trainer'
import { update } from './update'

/**
 * Trains on float32 arrays, beside the tensors' backend, and owns the model.
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
  return trainerOn(new ArrayAlgebra(length => new Float32Array(length)), rule, model, values, resume)
}

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
  return trainerOn(new ArrayAlgebra(length => new Float64Array(length)), rule, model, values, resume)
}

function trainerOn<T, A extends FloatArray>(
  algebra: ArrayVectors<T, A>,
  rule: GradientRule,
  model: Differentiable<A>,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  const theta = model.start.slice() as A
  if (resume) theta.set(resume.theta)
  const slots = Array.from({ length: rule.slots }, (_, i) => {
    const slot = theta.slice().fill(0) as A
    if (resume?.slots[i]) slot.set(resume.slots[i])
    return slot
  })

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
