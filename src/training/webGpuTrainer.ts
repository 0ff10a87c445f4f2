import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { CommandList, createCounts, writeCounts } from '../kernels/webgpu/commands'
import { tileFor } from '../kernels/webgpu/matmul'
import { NORM_SUMS } from '../kernels/webgpu/norm'
import { planGradient } from '../models/transformer/gpuGradient'
import type { GradientPlan } from '../models/transformer/gpuGradientPlan'
import { parameterCount } from '../models/transformer/layout'
import { rowsOf } from '../models/transformer/packing'
import type { TokenTask } from '../models/transformer/task'
import { initialParameters } from '../models/transformer/tensors'
import type { Values } from '../scenarios/parameter'
import type { GradientRule } from './rule'
import { ruleConstants, ruleDispatches } from './ruleProgram'
import type { Trained, Trainer } from './trainer'

/** A plan for batches of up to a number of rows. */
interface Work {
  readonly plan: GradientPlan
  readonly commands: CommandList
}

/** Rows are made room for in multiples of this, which whole tiles end at. */
const ROOM = 256

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
  const counts = createCounts(device, 2)
  device.queue.writeBuffer(state, 0, Float32Array.from(start))
  resume?.slots.forEach((slot, i) => {
    device.queue.writeBuffer(state, 4 * P * (i + 1), Float32Array.from(slot))
  })
  let work: Work | null = null

  const sequencesOf = (step: number) => Array.from({ length: batchSize }, (_, k) => task.training(step, k))

  /** The plan for so many rows; a larger one takes a smaller one's place. */
  const workFor = (rows: number): Work => {
    if (work && rows <= work.plan.packing.capacity) return work
    destroyWork()
    const capacity = Math.ceil(rows / ROOM) * ROOM
    const theta = { buffer: state, offset: 0, size: 4 * P }
    const plan = planGradient(device, shape, theta, { capacity, tile: tileFor(device, shape.width) })
    const rules = ruleDispatches(rule, P, { state: { buffer: state }, gradient: plan.gradient, sums: { buffer: sums } })
    work = { plan, commands: new CommandList(device, [...plan.dispatches, ...rules], counts) }
    return work
  }
  const destroyWork = () => {
    work?.plan.destroy()
    work?.commands.destroy()
    work = null
  }

  return {
    advance(step) {
      const sequences = sequencesOf(step)
      const { plan, commands } = workFor(rowsOf(sequences))
      const { rows, queries } = plan.packing.fill(sequences)
      device.queue.writeBuffer(plan.indices, 0, plan.packing.words)
      writeCounts(device, counts, [rows, queries])
      commands.setLast(ruleConstants(rule, step, values))
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      commands.encode(pass, [rows, queries])
      pass.end()
      device.queue.submit([encoder.finish()])
    },
    async warmUp(step, progress) {
      await workFor(rowsOf(sequencesOf(step))).commands.compile(progress)
    },
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
      destroyWork()
      for (const buffer of [state, staging, sums, counts]) buffer.destroy()
    },
  }
}
