import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { lanesFor } from '../kernels/webgpu/byRow'
import { NORM_SUMS } from '../kernels/webgpu/norm'
import { GpuBatches } from '../models/transformer/gpuBatches'
import { parameterCount } from '../models/transformer/layout'
import type { TokenTask } from '../models/transformer/task'
import { initialParameters } from '../models/transformer/tensors'
import type { Values } from '../scenarios/parameter'
import type { GradientRule } from './rule'
import { ruleConstants, ruleDispatches } from './ruleProgram'
import type { Trained, Trainer } from './trainer'

/**
 * Trains a transformer on the device of the active WebGPU backend, whose tensors it does not use: a step is one list of
 * dispatches, and the device is sent the batch's tokens and a few numbers. Equals `createGradientTrainer`.
 * @param values change while the run goes on
 */
export function createWebGpuTrainer(
  rule: GradientRule,
  task: TokenTask,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  const { device } = tf.backend() as WebGPUBackend
  const { shape } = task
  const batchSize = values.K
  const P = parameterCount(shape)
  const start = resume?.theta ?? initialParameters(shape, values.seed)
  const bytes = 4 * P * (1 + rule.slots)
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage
  const state = device.createBuffer({ size: bytes, usage: STORAGE | COPY_SRC | COPY_DST })
  const staging = device.createBuffer({ size: bytes, usage: MAP_READ | COPY_DST })
  const sums = device.createBuffer({ size: 4 * NORM_SUMS, usage: STORAGE })
  device.queue.writeBuffer(state, 0, Float32Array.from(start))
  resume?.slots.forEach((slot, i) => {
    device.queue.writeBuffer(state, 4 * P * (i + 1), Float32Array.from(slot))
  })
  const batches = new GpuBatches(device, shape, { buffer: state, offset: 0, size: 4 * P }, gradient =>
    ruleDispatches(rule, P, lanesFor(device), { state: { buffer: state }, gradient, sums: { buffer: sums } }),
  )
  const sequencesOf = (step: number) => Array.from({ length: batchSize }, (_, k) => task.training(step, k))

  return {
    advance(step) {
      batches.submit(sequencesOf(step), ruleConstants(rule, step, values))
    },
    warmUp: (step, progress) => batches.compile(sequencesOf(step), progress),
    async read() {
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(state, 0, staging, 0, bytes)
      device.queue.submit([encoder.finish()])
      await staging.mapAsync(GPUMapMode.READ)
      const all = new Float32Array(staging.getMappedRange().slice(0))
      staging.unmap()
      const parts = Array.from({ length: 1 + rule.slots }, (_, i) => all.slice(i * P, (i + 1) * P))
      return { theta: parts[0], slots: parts.slice(1), counts: null }
    },
    dispose() {
      batches.destroy()
      for (const buffer of [state, staging, sums]) buffer.destroy()
    },
  }
}
