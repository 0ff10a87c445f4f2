import * as tf from '@tensorflow/tfjs-core'
import type { LinearTask } from '../models/linear/task'
import { createTensors } from '../models/linear/tensors'
import { createSampler } from '../models/sequences/sampler'
import { Stream } from '../random/streams'
import { type GradientRule, projectOntoBall } from './rule'
import { tensorAlgebra } from './tensorAlgebra'
import type { Trainer, TrainerInput } from './trainer'

/** Trains on the active backend: fresh batches, closed-form gradients, projection after every step. */
export function createGradientTrainer({ rule, task, values, resume }: TrainerInput<GradientRule, LinearTask>): Trainer {
  const { states: S, vocabulary: V, dimension: d } = task
  const sampler = createSampler(task)
  const data = new Stream(values.seed, 'data')
  const tensors = createTensors(task)
  const zeros = new Float32Array(d)
  let theta: tf.Tensor = tf.tensor1d(Float32Array.from(resume?.theta ?? task.start))
  let slots: tf.Tensor[] = (resume?.slots ?? Array.from({ length: rule.slots }, () => zeros)).map(slot =>
    tf.tensor1d(slot),
  )

  const batchOf = (step: number): tf.Tensor => {
    const visits = new Float32Array(S * V)
    sampler.visits(data, step, values.K, 1 / values.K, visits)
    return tf.tensor2d(visits, [S, V])
  }

  const next = (step: number) =>
    tf.tidy(() => {
      const gradient = tensors.gradient(theta, batchOf(step))
      const { eta, lambda } = values
      const taken = rule.step<tf.Tensor>(tensorAlgebra, { theta, gradient, slots, t: step + 1, eta, lambda })
      return { theta: projectOntoBall(tensorAlgebra, taken.theta), slots: [...taken.slots] }
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
      const [first, ...rest] = Array.from({ length: data.length / d }, (_, i) => data.slice(i * d, (i + 1) * d))
      return { theta: first, slots: rest, counts: null }
    },
    dispose() {
      tf.dispose([theta, ...slots])
      tensors.dispose()
    },
  }
}
