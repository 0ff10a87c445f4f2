import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { CommandList, createCounts, writeCounts } from '../kernels/webgpu/commands'
import { linearSteps } from '../kernels/webgpu/linearSteps'
import { groupsAlong } from '../kernels/webgpu/program'
import { ReadBack } from '../kernels/webgpu/readBack'
import { COUNT_VISITS, packTables } from '../kernels/webgpu/visits'
import type { LinearTask } from '../models/linear/task'
import { drawTables } from '../models/sequences/sampler'
import { Stream } from '../random/streams'
import type { Values } from '../scenarios/parameter'
import type { GradientRule } from './rule'
import { ruleConstants, writtenRule } from './ruleProgram'
import type { Trained, Trainer } from './trainer'

/** Most steps that are sent together, */
const MOST_STEPS = 256
/** the features that one invocation goes through for them, if they are more than one, */
const MOST_FEATURES = 2 ** 19
/** and the tokens that are drawn: a device is to be done in hundredths of a second. */
const MOST_TOKENS = 2 ** 20

/**
 * Trains a linear model on the device of the active WebGPU backend, whose tensors it does not use. Steps are remembered until
 * there are many of them, or θ is read: all are then taken by two dispatches, one of which draws their data. Equals
 * `createFloat64Trainer` but for rounding.
 * @param values change while the run goes on
 */
export function createGpuLinearTrainer(
  rule: GradientRule,
  task: LinearTask,
  values: Values,
  resume: Pick<Trained, 'theta' | 'slots'> | null,
): Trainer {
  const { device } = tf.backend() as WebGPUBackend
  const { states, vocabulary: V, dimension: d } = task
  const { K, seed } = values
  const cells = states * V
  const written = writtenRule(rule, {
    theta: 'theta[i]',
    slot: slot => `state[first + ${(1 + slot) * d}u + i]`,
    norm: 'length',
    constant: constant => `table[constants + ${constant}u]`,
  })
  const most = stepsTogether(task, K)
  const memory = new Float32Array((1 + rule.slots) * d)
  memory.set(resume?.theta ?? task.start)
  for (let slot = 0; slot < rule.slots; slot++) memory.set(resume?.slots[slot] ?? [], (1 + slot) * d)

  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage
  const room = (words: number) => device.createBuffer({ size: 4 * words, usage: STORAGE | COPY_SRC | COPY_DST })
  const filled = (data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>) => {
    const buffer = room(data.length)
    device.queue.writeBuffer(buffer, 0, data)
    return buffer
  }
  const buffers = {
    batches: room(2 * most),
    tables: filled(packTables(drawTables(task))),
    counts: room(cells * most),
    features: filled(Float32Array.from(task.features)),
    table: room(written.constants * most),
    state: filled(memory),
    rows: createCounts(device, 1),
  }
  const readBack = new ReadBack(device)
  const [, stream] = new Stream(seed, 'data').key
  const bindings = (...names: (keyof typeof buffers)[]) => names.map(name => ({ buffer: buffers[name] }))
  const commands = new CommandList(
    device,
    [
      {
        program: COUNT_VISITS,
        buffers: bindings('batches', 'tables', 'counts'),
        constants: Uint32Array.of(stream, K, task.prompts.length, V, cells),
        view: 0,
        groups: rows => groupsAlong(rows * K),
      },
      {
        program: linearSteps(task, { name: rule.label, slots: rule.slots, ...written }),
        buffers: bindings('counts', 'features', 'table', 'state'),
        constants: Uint32Array.of(1, K),
        view: 0,
        groups: () => [1, 1, 1],
      },
    ],
    buffers.rows,
  )

  const batches = new Uint32Array(2 * most)
  const table = new Float32Array(written.constants * most)
  let steps = 0

  const send = () => {
    if (steps === 0) return
    device.queue.writeBuffer(buffers.batches, 0, batches, 0, 2 * steps)
    device.queue.writeBuffer(buffers.table, 0, table, 0, written.constants * steps)
    writeCounts(device, buffers.rows, [steps])
    const encoder = device.createCommandEncoder()
    encoder.clearBuffer(buffers.counts, 0, 4 * cells * steps)
    const pass = encoder.beginComputePass()
    commands.encode(pass, [steps])
    pass.end()
    device.queue.submit([encoder.finish()])
    steps = 0
  }

  return {
    advance(step) {
      batches.set([seed, step], 2 * steps)
      table.set(ruleConstants(rule, step, values), written.constants * steps)
      if (++steps === most) send()
    },
    warmUp: (_, progress) => commands.compile(progress),
    async read() {
      send()
      const encoder = device.createCommandEncoder()
      const copied = readBack.copy(encoder, buffers.state, memory.length)
      device.queue.submit([encoder.finish()])
      const all = await copied.read()
      const [theta, ...slots] = Array.from({ length: 1 + rule.slots }, (_, i) => all.slice(i * d, (i + 1) * d))
      return { theta, slots, counts: null }
    },
    dispose() {
      commands.destroy()
      readBack.destroy()
      for (const buffer of Object.values(buffers)) buffer.destroy()
    },
  }
}

function stepsTogether({ features, prompts }: LinearTask, K: number): number {
  const tokens = K * Math.max(...prompts.map(({ length }) => length))
  return Math.max(1, Math.floor(Math.min(MOST_STEPS, MOST_FEATURES / features.length, MOST_TOKENS / tokens)))
}
