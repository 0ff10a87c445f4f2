import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { openBackend } from '../../src/engine/backend'
import { browserPlatform } from '../../src/engine/browserPlatform'
import { CommandList, createCounts, writeCounts } from '../../src/kernels/webgpu/commands'
import { LARGE, matmul, matmulGroups } from '../../src/kernels/webgpu/matmul'
import { disposeBatch, uploadBatch } from '../../src/models/transformer/batch'
import type { TokenTask } from '../../src/models/transformer/task'
import { lossAndGradient } from '../../src/models/transformer/transformer'
import { adam } from '../../src/training/adam'
import { createTrainer } from '../../src/training/trainers'
import { allowThreads, type Order, serve } from './engine'
import { tfjsProduct } from './product'
import { BATCHES, ETA, SIDE, tokensOf, type Work } from './work'

/** The lab, as its worker trains. */
serve(async ({ backend, threads, work }: Order, theta) => {
  allowThreads(threads)
  const { report } = await openBackend(backend, browserPlatform(threads))
  if (report.id !== backend) throw new Error(report.reason ?? `${backend} is not available.`)
  const task = taskOf(work)
  const values = { K: work.batch, seed: 0, eta: ETA, lambda: 0, decay: 0 }
  const trainer = createTrainer({ rule: adam, task, values, resume: { theta, slots: [] } })
  return {
    warmUp: () => trainer.warmUp(0),
    step: step => trainer.advance(step),
    // The lab’s steps give no loss; its parameters are more to read.
    read: () => trainer.read(),
    async losses(steps) {
      const thetas = []
      for (let step = 0; step < steps; step++) {
        thetas.push((await trainer.read()).theta)
        trainer.advance(step)
      }
      trainer.dispose()
      await openBackend('wasm', browserPlatform(1))
      return thetas.map((theta, step) => lossOf(task, Float32Array.from(theta), step, work.batch))
    },
    product: backend === 'webgpu' ? ownProduct() : tfjsProduct(),
  }
})

function taskOf(work: Work): TokenTask {
  const batches = Array.from({ length: BATCHES }, (_, step) =>
    Array.from({ length: work.batch }, (_, k) => ({ tokens: tokensOf(work, step, k), responseFrom: 1 })),
  )
  const taught = { ...batches[0][0], teacher: [], answers: null }
  return {
    shape: work.shape,
    tokens: [],
    classes: [],
    kinds: [],
    training: (step, k) => batches[step % BATCHES][k],
    heldOut: () => taught,
    fresh: () => taught,
  }
}

/** By the lab’s tensors. */
function lossOf({ shape, training }: TokenTask, theta: Float32Array, step: number, K: number): number {
  const batch = uploadBatch(
    Array.from({ length: K }, (_, k) => training(step, k)),
    shape.vocabulary,
  )
  const [loss] = tf.tidy(() => lossAndGradient(shape, tf.tensor1d(theta), batch).loss.dataSync())
  disposeBatch(batch)
  return loss
}

/** By the kernel that the steps use. */
function ownProduct(): () => Promise<unknown> {
  const { device } = tf.backend() as WebGPUBackend
  const buffers = Array.from({ length: 3 }, () => ({
    buffer: device.createBuffer({ size: 4 * SIDE * SIDE, usage: GPUBufferUsage.STORAGE }),
  }))
  const counts = createCounts(device, 1)
  writeCounts(device, counts, [SIDE])
  const groups = (rows: number) => matmulGroups(LARGE, SIDE, rows)
  const constants = Uint32Array.of(SIDE, SIDE, 0)
  const commands = new CommandList(
    device,
    [{ program: matmul(LARGE, 'plain'), buffers, constants, view: 0, groups }],
    counts,
  )
  return () => {
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    commands.encode(pass, [SIDE])
    pass.end()
    device.queue.submit([encoder.finish()])
    return device.queue.onSubmittedWorkDone()
  }
}
