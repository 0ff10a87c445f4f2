import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { countGpuCalls, type GpuCalls, watchGpuCalls } from '../../scripts/gpuCalls'
import { defaultConfig } from '../../src/config/settings'
import { openBackend } from '../../src/engine/backend'
import type { DrawTables } from '../../src/kernels/drawTables'
import { CommandList, createCounts, writeCounts } from '../../src/kernels/webgpu/commands'
import { linearSteps } from '../../src/kernels/webgpu/linearSteps'
import { type Dispatch, groupsAlong } from '../../src/kernels/webgpu/program'
import { ReadBack } from '../../src/kernels/webgpu/readBack'
import { COUNT_VISITS, packTables } from '../../src/kernels/webgpu/visits'
import { createLinearArrays } from '../../src/models/linear/arrays'
import type { LinearTask } from '../../src/models/linear/task'
import { createSampler, drawTables } from '../../src/models/sequences/sampler'
import { isLinear } from '../../src/models/task'
import { Stream } from '../../src/random/streams'
import { scenarioById } from '../../src/scenarios/registry'
import { createFloat64Trainer } from '../../src/training/float64Trainer'
import { ruleById } from '../../src/training/registry'
import type { GradientRule } from '../../src/training/rule'
import type { Trained, Trainer } from '../../src/training/trainer'
import { createTrainer } from '../../src/training/trainers'
import { countBuffers } from './gpuBuffers'

/** Runs in a page: linear models trained by the lab's own WebGPU programs beside the sampler and the trainer on the CPU. */

type Settings = Record<string, number>
type Start = Pick<Trained, 'theta' | 'slots'>

const RULES = ['sgd', 'normalized', 'sign', 'adam'] as const
type RuleId = (typeof RULES)[number]

const ruleOf = (id: RuleId) => ruleById(id) as GradientRule

async function openWebGpu(): Promise<GPUDevice> {
  const { report } = await openBackend('webgpu', { gpu: navigator.gpu, wasmPaths: '', threads: 1 })
  if (report.id !== 'webgpu') throw new Error(report.reason ?? 'There is no WebGPU.')
  return (tf.backend() as WebGPUBackend).device
}

function taskOf(scenario: string, changes: Settings = {}): LinearTask {
  const task = scenarioById(scenario).build({ ...defaultConfig(scenario).values, ...changes })
  if (!isLinear(task)) throw new Error(`${scenario} is not linear.`)
  return task
}

/** Tokens that are independent and others, prompts of different lengths, a training distribution of its own. */
const TASKS: readonly (readonly [scenario: string, changes: Settings])[] = [
  ['mixed-lengths', { H: 1 }],
  ['mixed-lengths', { H: 7 }],
  ['mixed-lengths', {}],
  ['random-linear', { V: 3, X: 5 }],
  ['random-linear', { V: 24, H: 5, d: 4 }],
  ['random-linear', { V: 3, c: 2, H: 9 }],
  ['orthonormal', {}],
  ['rare-prompt', { seen: 1 }],
  ['slow-prompts', {}],
  ['steep-prompts', {}],
]

/** Those of several seeds and numbers beside each other, the largest ones too. */
const BATCHES = [0, 7, 2 ** 32 - 1].flatMap(seed => [0, 1, 2 ** 31 + 5].map(step => [seed, step] as const))

export interface Draws {
  readonly name: string
  /** Numbers of a batch whose counts are not those of the sampler. */
  readonly wrong: number
  /** Visits in all. */
  readonly visits: number
}

/** Visits that the device counts against those of the sampler, sequence by sequence in JavaScript. */
export async function draws(): Promise<Draws[]> {
  const device = await openWebGpu()
  const found: Draws[] = []
  for (const [scenario, changes] of TASKS) {
    const task = taskOf(scenario, changes)
    const cells = task.states * task.vocabulary
    const sampler = createSampler(task)
    for (const K of [1, 17, 300]) {
      const actual = await visitsOf(device, drawTables(task), BATCHES, K)
      const expected = new Uint32Array(cells * BATCHES.length)
      for (const [b, [seed, step]] of BATCHES.entries()) {
        const sequences = sampler.sequences(new Stream(seed, 'data'), step, K)
        for (const visited of sequences) for (const cell of visited) expected[b * cells + cell]++
      }
      found.push({
        name: `${K} of ${scenario} ${JSON.stringify(changes)}`,
        wrong: actual.filter((count, i) => count !== expected[i]).length,
        visits: expected.reduce((sum, count) => sum + count, 0),
      })
    }
  }
  return found
}

/** Thresholds that every word passes but where they are the largest there is: only the last token is drawn. */
export async function extremeDraws(): Promise<{ visited: number[]; expected: number[] }> {
  const device = await openWebGpu()
  const vocabulary = 64
  const states = 1000
  const largest = 2 ** 32 - 1
  const tables: DrawTables = {
    prompts: Uint32Array.of(largest),
    states: [999],
    lengths: [40],
    tokens: Uint32Array.from({ length: states * vocabulary }, (_, cell) => (cell % vocabulary < 63 ? 0 : largest)),
    next: Int32Array.from({ length: states * vocabulary }, (_, cell) => (Math.floor(cell / vocabulary) + 999) % states),
    vocabulary,
  }
  const counts = await visitsOf(device, tables, [[1, 0]], 3)
  const visited = [...counts.keys()].filter(cell => counts[cell] === 3)
  return { visited, expected: Array.from({ length: 40 }, (_, h) => (960 + h) * vocabulary + 63) }
}

type Batch = readonly [seed: number, step: number]

function buffersOn(device: GPUDevice) {
  const all: GPUBuffer[] = []
  return {
    filled(data: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>): GPUBuffer {
      const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage
      const buffer = device.createBuffer({ size: data.byteLength, usage: STORAGE | COPY_SRC | COPY_DST })
      device.queue.writeBuffer(buffer, 0, data)
      all.push(buffer)
      return buffer
    },
    destroy() {
      for (const buffer of all) buffer.destroy()
    },
  }
}

/** What is in a buffer after the dispatches. */
async function after(device: GPUDevice, dispatches: readonly Dispatch[], rows: number, buffer: GPUBuffer) {
  const counts = createCounts(device, 1)
  writeCounts(device, counts, [rows])
  const commands = new CommandList(device, dispatches, counts)
  const readBack = new ReadBack(device)
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  commands.encode(pass, [rows])
  pass.end()
  const copied = readBack.copy(encoder, buffer, buffer.size / 4)
  device.queue.submit([encoder.finish()])
  const values = await copied.read()
  readBack.destroy()
  commands.destroy()
  counts.destroy()
  return values
}

/** The dispatch that counts the visits of batches of K sequences. */
function counting(tables: DrawTables, [batches, packed, counts]: readonly GPUBuffer[], K: number): Dispatch {
  const { prompts, vocabulary, tokens } = tables
  const [, stream] = new Stream(0, 'data').key
  return {
    program: COUNT_VISITS,
    buffers: [{ buffer: batches }, { buffer: packed }, { buffer: counts }],
    constants: Uint32Array.of(stream, K, prompts.length, vocabulary, tokens.length),
    view: 0,
    groups: rows => groupsAlong(rows * K),
  }
}

async function visitsOf(device: GPUDevice, tables: DrawTables, batches: readonly Batch[], K: number) {
  const buffers = buffersOn(device)
  const counts = buffers.filled(new Uint32Array(batches.length * tables.tokens.length))
  const inputs = [Uint32Array.from(batches.flat()), packTables(tables)].map(buffers.filled)
  const bits = await after(device, [counting(tables, [...inputs, counts], K)], batches.length, counts)
  buffers.destroy()
  return new Uint32Array(bits.buffer)
}

/** Several runs in one dispatch, by plain SGD of step size 2^−6, and each by itself in float64. */
export async function runsTogether(): Promise<{ actual: number[]; expected: number[] }> {
  const device = await openWebGpu()
  const task = taskOf('random-linear')
  const { dimension: d, states, vocabulary: V } = task
  const tables = drawTables(task)
  const [seeds, steps, K, eta] = [[3, 1, 8], 5, 6, 2 ** -6]
  const batches = seeds.flatMap(seed => Array.from({ length: steps }, (_, step) => [seed, step] as const))
  const starts = seeds.map((_, run) => Float32Array.from({ length: d }, (_, i) => (i === run ? 0.5 : 0)))
  const buffers = buffersOn(device)
  const [words, packed, counts, features, table, state] = [
    Uint32Array.from(batches.flat()),
    packTables(tables),
    new Uint32Array(batches.length * states * V),
    Float32Array.from(task.features),
    Float32Array.from(batches, () => eta),
    Float32Array.from(starts.flatMap(start => Array.from(start))),
  ].map(buffers.filled)
  const rule = { name: 'SGD', slots: 0, constants: 1, lines: 'theta[i] += table[constants] * gradient[i];' }
  const stepping: Dispatch = {
    program: linearSteps(task, rule),
    buffers: [counts, features, table, state].map(buffer => ({ buffer })),
    constants: Uint32Array.of(seeds.length, K),
    view: 0,
    groups: () => [seeds.length, 1, 1],
  }
  const dispatches = [counting(tables, [words, packed, counts], K), stepping]
  const actual = Array.from(await after(device, dispatches, batches.length, state))
  buffers.destroy()
  const expected: number[] = []
  for (const [run, seed] of seeds.entries()) {
    const model = createLinearArrays(task, seed, K)
    const trainer = createFloat64Trainer(ruleOf('sgd'), model, { eta, lambda: 0 }, { theta: starts[run], slots: [] })
    for (let step = 0; step < steps; step++) trainer.advance(step)
    expected.push(...(await trainer.read()).theta)
    trainer.dispose()
  }
  return { actual, expected }
}

const STEPS = 40
const HALF = 20
const RESUMED = 30

const STEP_SIZES: Readonly<Record<RuleId, number>> = { sgd: 0.004, normalized: 0.02, sign: 0.003, adam: 0.01 }

/** The trainer that the lab takes on the active backend. */
function trainerOf(rule: RuleId, task: LinearTask, values: Settings, resume: Start | null = null): Trainer {
  return createTrainer({ rule: ruleOf(rule), task, values, resume })
}

export interface Trajectory {
  readonly name: string
  /** Largest difference of an entry of θ, and of a slot, along the way. */
  readonly theta: number
  readonly slots: number
  /** Norm of the last θ, and how far it is from the start. */
  readonly norm: number
  readonly moved: number
  /** Smallest entry of a gradient that was met, as a share of its largest. */
  readonly clear: number
}

/** Every rule against float64: η is changed on the way, and another trainer goes on from what the first has come to. */
export async function trajectories(): Promise<Trajectory[]> {
  await openWebGpu()
  const found: Trajectory[] = []
  for (const rule of RULES) {
    for (const [scenario, changes] of [
      ['mixed-lengths', {}],
      ['random-linear', {}],
      ['random-linear', { V: 5, d: 50, B: 30 }],
      ['steep-prompts', {}],
    ] as const) {
      // Fair coins fall evenly now and then: rounding alone then says which sign the gradient has.
      if (rule === 'sign' && scenario !== 'random-linear') continue
      found.push(await trajectory(rule, scenario, changes))
    }
  }
  return found
}

async function trajectory(rule: RuleId, scenario: string, changes: Settings): Promise<Trajectory> {
  const task = taskOf(scenario, changes)
  const settings = () => ({ K: 6, seed: 5, lambda: 1, eta: STEP_SIZES[rule] })
  const values = settings()
  const reference = settings()
  const model = createLinearArrays(task, values.seed, values.K)
  let clear = 1
  const gradient: typeof model.gradient = (theta, step) => {
    const sizes = model.gradient(theta, step).map(Math.abs)
    clear = Math.min(clear, Math.min(...sizes) / Math.max(...sizes))
    return model.gradient(theta, step)
  }
  const expected = createFloat64Trainer(ruleOf(rule), { ...model, gradient }, reference, null)
  let trainer = trainerOf(rule, task, values)
  const worst = { theta: 0, slots: 0 }
  let last: Trained | null = null
  for (let step = 0; step < STEPS; step++) {
    if (step === HALF) for (const own of [values, reference]) own.eta *= 3
    if (step === RESUMED) {
      const sofar = await trainer.read()
      trainer.dispose()
      trainer = trainerOf(rule, task, values, sofar)
    }
    trainer.advance(step)
    expected.advance(step)
    if ((step + 1) % 8 !== 0) continue
    const [actual, wanted] = [await trainer.read(), await expected.read()]
    worst.theta = Math.max(worst.theta, difference(actual.theta, wanted.theta))
    for (const [i, slot] of wanted.slots.entries())
      worst.slots = Math.max(worst.slots, difference(actual.slots[i], slot) / Math.max(...slot.map(Math.abs)))
    last = actual
  }
  trainer.dispose()
  expected.dispose()
  const name = `${rule} on ${scenario} ${JSON.stringify(changes)}`
  return {
    name,
    ...worst,
    norm: Math.hypot(...last!.theta),
    moved: difference(last!.theta, task.start),
    clear,
  }
}

function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])))
}

export interface Behaviour {
  /** Whether θ and slots end alike bit for bit: read at every step or at the end only, and gone on with. */
  readonly together: boolean
  readonly resumed: boolean
  readonly warmUp: { readonly shares: readonly number[]; readonly unchanged: boolean }
  /** Of so many steps and a reading. */
  readonly calls: Readonly<Record<number, GpuCalls>>
  /** Of steps before anything is read. */
  readonly remembered: GpuCalls
  /** Buffers while one trainer is there, and those that trainers left behind. */
  readonly held: number
  readonly buffers: number
  readonly decay: number
  /** What reading says when the device is lost. */
  readonly lost: string
}

export async function behaviour(): Promise<Behaviour> {
  const device = await openWebGpu()
  const buffers = countBuffers(device)
  const task = taskOf('random-linear')
  const values = { K: 4, seed: 2, lambda: 0, eta: 0.01 }
  const whole = async (trainer: Trainer, from: number, to: number, every = Number.POSITIVE_INFINITY) => {
    for (let step = from; step < to; step++) {
      trainer.advance(step)
      if ((step + 1) % every === 0) await trainer.read()
    }
    const trained = await trainer.read()
    trainer.dispose()
    return trained
  }
  const once = await whole(trainerOf('adam', task, values), 0, 12)
  const often = await whole(trainerOf('adam', task, values), 0, 12, 1)
  const half = await whole(trainerOf('adam', task, values), 0, 6)
  const resumed = await whole(trainerOf('adam', task, values, half), 6, 12)

  const shares: number[] = []
  const warm = trainerOf('sign', taskOf('random-linear', { d: 7 }), values)
  await warm.warmUp(0, share => shares.push(share))
  const { theta: untrained } = await warm.read()
  const held = buffers()
  warm.dispose()

  const start = { theta: Float32Array.from(task.start, (_, i) => 0.01 * Math.sin(i)), slots: [] }
  const [plain, decayed] = [
    await whole(trainerOf('sgd', task, values, start), 0, 1),
    await whole(trainerOf('sgd', task, { ...values, decay: 0.5 }, start), 0, 1),
  ]
  const off = plain.theta.map((value, i) => value - 0.01 * 0.5 * start.theta[i])

  const calls: Record<number, GpuCalls> = {}
  for (const steps of [50, 600]) {
    const trainer = trainerOf('normalized', taskOf('mixed-lengths'), { ...values, lambda: 1 })
    const { calls: counted, stop } = watchGpuCalls()
    await whole(trainer, 0, steps)
    stop()
    calls[steps] = counted
  }
  const waiting = trainerOf('sgd', task, values)
  const remembered = countGpuCalls(() => {
    for (let step = 0; step < 5; step++) waiting.advance(step)
  })
  waiting.dispose()
  const left = buffers()

  const losing = trainerOf('sgd', task, values)
  device.destroy()
  await device.lost
  losing.advance(0)
  const lost = await losing.read().then(
    () => 'nothing',
    error => String(error),
  )
  losing.dispose()
  return {
    together: same(once, often),
    resumed: same(once, resumed),
    warmUp: { shares, unchanged: untrained.every(value => value === 0) },
    calls,
    remembered,
    held,
    buffers: left,
    decay: difference(decayed.theta, off),
    lost,
  }
}

function same(a: Trained, b: Trained): boolean {
  const all = ({ theta, slots }: Trained) => [theta, ...slots].flatMap(vector => Array.from(vector))
  const [x, y] = [all(a), all(b)]
  return x.length === y.length && x.every((value, i) => Object.is(value, y[i]))
}
