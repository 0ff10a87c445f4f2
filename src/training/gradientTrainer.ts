import * as tf from '@tensorflow/tfjs-core'
import type { Differentiable } from '../models/differentiable'
import type { Values } from '../scenarios/parameter'
import type { GradientRule } from './rule'
import { tensorAlgebra } from './tensorAlgebra'
import type { Trained, Trainer } from './trainer'
import { update } from './update'

/**
 * Trains on the active backend, and owns the model.
 * @param values change while the run goes on
 */
export function createGradientTrainer(
  rule: GradientRule,
  model: Differentiable,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  const size = model.start.length
  const zeros = new Float32Array(size)
  let theta: tf.Tensor = tf.tensor1d(Float32Array.from(resume?.theta ?? model.start))
  let slots: tf.Tensor[] = Array.from({ length: rule.slots }, (_, i) =>
    tf.tensor1d(Float32Array.from(resume?.slots[i] ?? zeros)),
  )

  const next = (step: number) =>
    tf.tidy(() => {
      const gradient = model.gradient(theta, step)
      const after = update(tensorAlgebra, rule, { theta, gradient, slots, t: step + 1 }, values, model.projected)
      return { theta: after.theta, slots: [...after.slots] }
    })

  return {
    advance(step) {
      const after = next(step)
      tf.dispose([theta, ...slots])
      theta = after.theta
      slots = after.slots
    },
    async warmUp(step) {
      const after = next(step)
      await after.theta.data()
      tf.dispose([after.theta, ...after.slots])
    },
    async read() {
      // One readback for all of them.
      const all = tf.tidy(() => tf.concat([theta, ...slots]))
      const data = (await all.data()) as Float32Array
      all.dispose()
      const parts = Array.from({ length: data.length / size }, (_, i) => data.slice(i * size, (i + 1) * size))
      return { theta: parts[0], slots: parts.slice(1), counts: null }
    },
    dispose() {
      tf.dispose([theta, ...slots])
      model.dispose()
    },
  }
}
