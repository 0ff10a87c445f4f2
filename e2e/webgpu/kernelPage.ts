import * as tf from '@tensorflow/tfjs-core'
import {
  type Difference,
  sequences as golden,
  shape as goldenShape,
  parameters,
  RULES,
  TOLERANCE,
} from '../../cli/golden'
import { countGpuCalls, type GpuCalls } from '../../scripts/gpuCalls'
import { disposeBatch, type TokenSequence, uploadBatch } from '../../src/models/transformer/batch'
import fixture from '../../src/models/transformer/fixtures/transformer-case.json'
import { layoutOf, type TransformerShape } from '../../src/models/transformer/layout'
import { weightedGradient } from '../../src/models/transformer/policy'
import type { TokenTask } from '../../src/models/transformer/task'
import { createTransformerTensors, initialParameters } from '../../src/models/transformer/tensors'
import { lossAndGradient } from '../../src/models/transformer/transformer'
import { Stream } from '../../src/random/streams'
import { createGradientTrainer } from '../../src/training/gradientTrainer'
import { ruleById } from '../../src/training/registry'
import type { GradientRule } from '../../src/training/rule'
import type { Trained, Trainer } from '../../src/training/trainer'
import { createTrainer } from '../../src/training/trainers'
import { countBuffers } from './gpuBuffers'
import { openCpu, openWebGpu } from './openDevice'

export { rowsFromPlain, subgroups } from './rowKernels'

/** Runs in a page: the lab's own WebGPU kernels beside the plain functions, which compute on the CPU backend. */

type Values = Readonly<Record<string, number>>
type Start = Pick<Trained, 'theta' | 'slots'>
type RuleId = (typeof RULES)[number]

const SEED = 3

// The sequences of every task.
const stream = new Stream(SEED, 'data')

/** A sequence of 2 tokens up to `longest` in which one mostly follows from the one before; some weigh less than nothing. */
function ragged(vocabulary: number, longest: number, step: number, k: number): TokenSequence {
  const uniform = (i: number) => stream.uniform(step, k, i)
  const length = 2 + Math.floor(uniform(0) * (longest - 1))
  const tokens = [k % vocabulary]
  while (tokens.length < length) {
    const drawn = uniform(2 + tokens.length)
    tokens.push(drawn < 0.2 ? Math.floor(5 * drawn * vocabulary) : (3 * tokens.at(-1)! + 1) % vocabulary)
  }
  const responseFrom = 1 + Math.floor(uniform(1) * (length - 1))
  return { tokens, responseFrom, ...(k % 3 > 0 && { weight: 1.5 * uniform(2) - 0.25 }) }
}

/** What trainers ask of a task. */
function taskOf(shape: TransformerShape, training: TokenTask['training']): TokenTask {
  const never = () => {
    throw new Error('Trainers do not ask for this.')
  }
  return { shape, training, tokens: [], classes: [], kinds: [], heldOut: never, fresh: never }
}

/** The trainer that the lab takes on the active backend. */
function trainerOf(rule: RuleId, task: TokenTask, values: Values, resume: Start | null = null): Trainer {
  return createTrainer({ rule: ruleById(rule), task, values: { seed: SEED, lambda: 0, ...values }, resume })
}

function plainTrainerOf(rule: RuleId, task: TokenTask, values: Values): Trainer {
  const model = createTransformerTensors(task, SEED, values.K)
  return createGradientTrainer(ruleById(rule) as GradientRule, model, { lambda: 0, ...values }, null)
}

/** Loss and gradient of the plain functions on the active backend. */
async function plainPass(shape: TransformerShape, theta: ArrayLike<number>, sequences: readonly TokenSequence[]) {
  const parameters = tf.tensor1d(Float32Array.from(theta))
  const batch = uploadBatch(sequences, shape.vocabulary)
  const pass = tf.tidy(() => lossAndGradient(shape, parameters, batch))
  const [loss, gradient] = [(await pass.loss.data())[0], await pass.gradient.data()]
  tf.dispose([parameters, pass.loss, pass.gradient])
  disposeBatch(batch)
  return { loss, gradient }
}

/** The kernels' gradient, from what Adam remembers of its first step. */
async function gradientOf(task: TokenTask, K: number, theta: Float32Array): Promise<Float32Array> {
  const zeros = new Float32Array(theta.length)
  const trainer = trainerOf('adam', task, { K, eta: 0 }, { theta, slots: [zeros, zeros] })
  trainer.advance(0)
  const { slots } = await trainer.read()
  trainer.dispose()
  return Float32Array.from(slots[0], mean => mean / 0.1)
}

/** By parameter: the largest difference of an entry, divided by the largest entry that is expected. */
function differences(name: string, shape: TransformerShape, actual: Float32Array, expected: ArrayLike<number>) {
  return layoutOf(shape).map(({ name: parameter, offset, size }): Difference => {
    const entries = Array.from({ length: size }, (_, i) => offset + i)
    const largest = Math.max(...entries.map(i => Math.abs(expected[i])))
    const worst = Math.max(...entries.map(i => Math.abs(actual[i] - expected[i])))
    return { quantity: `${name}: gradient of ${parameter}`, relative: worst / largest }
  })
}

/** Against the reference's gradient, and its losses along three steps of every rule, in float64. */
export async function fromReference(asCard: boolean): Promise<{ differences: Difference[]; tolerance: number }> {
  await openWebGpu(asCard)
  const given = parameters()
  const theta = (await given.data()) as Float32Array
  given.dispose()
  const task = taskOf(goldenShape, (_, k) => golden[k])
  const K = golden.length
  const actual = await gradientOf(task, K, theta)
  const thetas = new Map<RuleId, ArrayLike<number>[]>()
  for (const rule of RULES) {
    const { eta, lam, losses } = fixture[rule]
    const trainer = trainerOf(rule, task, { K, eta, lambda: lam ?? 0 }, { theta, slots: [] })
    thetas.set(rule, await trajectory(trainer, losses.length - 1, 1))
  }
  // The reference differentiates the loss; rules add along the log-likelihood.
  const grads = fixture.grads as Record<string, number[] | number[][]>
  const expected = layoutOf(goldenShape).flatMap(({ name }) => grads[name].flat().map(value => -value))
  const who = asCard ? 'as a card' : 'on the CPU'
  const found = differences(`the reference ${who}`, goldenShape, actual, expected)
  await openCpu()
  for (const rule of RULES) {
    for (const [i, after] of thetas.get(rule)!.entries()) {
      const { loss } = await plainPass(goldenShape, after, golden)
      const relative = Math.abs(loss / fixture[rule].losses[i + 1] - 1)
      found.push({ quantity: `loss after ${i + 1} steps of ${rule} ${who}`, relative })
    }
  }
  return { differences: found, tolerance: TOLERANCE }
}

/** Against the plain functions, on ragged batches. */
export async function fromPlain(): Promise<Difference[]> {
  const found: Difference[] = []
  for (const [width, heads, layers, vocabulary, context, K, asCard] of [
    [15, 3, 2, 11, 30, 12, false],
    [40, 1, 1, 37, 9, 5, false],
    [24, 4, 1, 70, 40, 20, true],
  ] as const) {
    const shape = { width, heads, layers, vocabulary, context }
    await openWebGpu(asCard)
    const sequences = Array.from({ length: K }, (_, k) => ragged(vocabulary, context, 0, k))
    const theta = initialParameters(shape, SEED).map((value, i) => 4 * value + 0.1 * Math.sin(i))
    const actual = await gradientOf(
      taskOf(shape, (_, k) => sequences[k]),
      K,
      theta,
    )
    await openCpu()
    const { gradient } = await plainPass(shape, theta, sequences)
    found.push(...differences(`width ${width}, ${heads} heads`, shape, actual, gradient))
  }
  return found
}

export interface Sums {
  readonly differences: readonly Difference[]
  /** Buffers that a sum left behind, once others had been taken. */
  readonly buffers: number
}

/** Weighted sums of gradients, taken in several parts of which the last is the longest, against the plain functions. */
export async function sumsOfGradients(): Promise<Sums> {
  const shape = { width: 12, heads: 3, layers: 2, vocabulary: 9, context: 30 }
  const theta = initialParameters(shape, SEED).map((value, i) => 4 * value + 0.1 * Math.sin(i))
  const sequences = Array.from({ length: 17 }, (_, k) => {
    const sequence = ragged(shape.vocabulary, k < 14 ? 8 : shape.context, 5, k)
    return k % 5 === 4 ? { ...sequence, weight: 0 } : sequence
  })
  const sum = async () => {
    const tensor = await weightedGradient(shape, theta, sequences, { most: 4 })
    const data = await tensor.data()
    tensor.dispose()
    return data as Float32Array
  }
  const device = await openWebGpu()
  const actual = await sum()
  // What tensors keep for the next ones is there by now.
  const buffers = countBuffers(device)
  await sum()
  const left = buffers()
  await openCpu()
  return { differences: differences('a weighted sum', shape, actual, await sum()), buffers: left }
}

/** Names of the programs of a step with a norm that have operations of subgroups. */
export async function subgroupPrograms(asCard: boolean): Promise<string[]> {
  const device = await openWebGpu(asCard)
  const { createShaderModule } = device
  const names: string[] = []
  device.createShaderModule = descriptor => {
    if (descriptor.code.includes('subgroup')) names.push(descriptor.label ?? '')
    return createShaderModule.call(device, descriptor)
  }
  const trainer = trainerOf('normalized', GROWING, SETTINGS.normalized)
  await trainer.warmUp(0)
  trainer.dispose()
  return names.sort()
}

/** Small, and longer from step to step, so that a trainer has to make room. */
const TINY = { vocabulary: 7, context: 40, width: 8, layers: 1, heads: 2 }
const GROWING = taskOf(TINY, (step, k) => ragged(TINY.vocabulary, Math.min(2 + step, TINY.context), step, k))
const FIXED = Array.from({ length: 8 }, (_, k) => ({ ...ragged(TINY.vocabulary, 12, 99, k), weight: 1 }))
const SETTINGS: Readonly<Record<RuleId, Values>> = {
  sgd: { K: 16, eta: 0.05 },
  normalized: { K: 16, eta: 0.1, lambda: 1 },
  sign: { K: 16, eta: 0.001 },
  adam: { K: 16, eta: 0.005, decay: 0.1 },
}

export interface Losses {
  readonly rule: RuleId
  /** Of one batch at every tenth of 50 steps, with the kernels and with the plain functions. */
  readonly kernels: readonly number[]
  readonly plain: readonly number[]
}

export async function lossesOfRules(): Promise<Losses[]> {
  await openWebGpu()
  const kernels = new Map<RuleId, ArrayLike<number>[]>()
  for (const rule of RULES) kernels.set(rule, await trajectory(trainerOf(rule, GROWING, SETTINGS[rule]), 50, 10))
  await openCpu()
  const found: Losses[] = []
  for (const rule of RULES) {
    const plain = await trajectory(plainTrainerOf(rule, GROWING, SETTINGS[rule]), 50, 10)
    found.push({ rule, kernels: await lossesOf(kernels.get(rule)!), plain: await lossesOf(plain) })
  }
  return found
}

/** θ after every so many steps. */
async function trajectory(trainer: Trainer, steps: number, every: number): Promise<ArrayLike<number>[]> {
  const thetas: ArrayLike<number>[] = []
  for (let step = 0; step < steps; step++) {
    trainer.advance(step)
    if ((step + 1) % every === 0) thetas.push((await trainer.read()).theta)
  }
  trainer.dispose()
  return thetas
}

async function lossesOf(thetas: readonly ArrayLike<number>[]): Promise<number[]> {
  const losses: number[] = []
  for (const theta of thetas) losses.push((await plainPass(TINY, theta, FIXED)).loss)
  return losses
}

export interface Behaviour {
  /** Whether two runs end alike, bit for bit. */
  readonly resumed: boolean
  readonly withoutDecay: boolean
  /** Largest difference of what decay takes off from η·decay·θ. */
  readonly decay: number
  /** Whether a step was taken that the warm-up took not. */
  readonly warmUp: { readonly shares: readonly number[]; readonly unchanged: boolean }
  /** Of a step of two layers, by rule. */
  readonly calls: Readonly<Record<string, GpuCalls>>
  /** Buffers that trainers left behind. */
  readonly buffers: number
  /** What reading says when the device is lost. */
  readonly lost: string
}

export async function behaviour(): Promise<Behaviour> {
  const device = await openWebGpu()
  const buffers = countBuffers(device)
  const after = async (trainer: Trainer, from: number, to: number) => {
    for (let step = from; step < to; step++) trainer.advance(step)
    const trained = await trainer.read()
    trainer.dispose()
    return trained
  }
  const whole = await after(trainerOf('adam', GROWING, SETTINGS.adam), 0, 12)
  const half = await after(trainerOf('adam', GROWING, SETTINGS.adam), 0, 6)
  const resumed = await after(trainerOf('adam', GROWING, SETTINGS.adam, half), 6, 12)

  const without = await after(trainerOf('sgd', GROWING, { K: 4, eta: 0.01 }), 0, 1)
  const zero = await after(trainerOf('sgd', GROWING, { K: 4, eta: 0.01, decay: 0 }), 0, 1)
  const decayed = await after(trainerOf('sgd', GROWING, { K: 4, eta: 0.01, decay: 0.5 }), 0, 1)
  const start = initialParameters(TINY, SEED)
  const off = decayed.theta.map((value, i) => Math.abs(value - (without.theta[i] - 0.005 * start[i])))

  const shares: number[] = []
  const warm = trainerOf('sign', taskOf({ ...TINY, width: 6 }, GROWING.training), SETTINGS.sign)
  await warm.warmUp(0, share => shares.push(share))
  const { theta } = await warm.read()
  warm.dispose()

  const calls = Object.fromEntries(
    RULES.map(rule => {
      const trainer = trainerOf(rule, taskOf({ ...TINY, layers: 2 }, GROWING.training), SETTINGS[rule])
      const counted = countGpuCalls(() => trainer.advance(0))
      trainer.dispose()
      return [rule, counted]
    }),
  )
  const left = buffers()

  const losing = trainerOf('sgd', GROWING, SETTINGS.sgd)
  device.destroy()
  await device.lost
  losing.advance(0)
  const lost = await losing.read().then(
    () => 'nothing',
    error => String(error),
  )
  losing.dispose()
  return {
    resumed: same(whole.theta, resumed.theta) && whole.slots.every((slot, i) => same(slot, resumed.slots[i])),
    withoutDecay: same(without.theta, zero.theta),
    decay: Math.max(...off),
    warmUp: { shares, unchanged: same(theta, initialParameters({ ...TINY, width: 6 }, SEED)) },
    calls,
    buffers: left,
    lost,
  }
}

function same(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]))
}
