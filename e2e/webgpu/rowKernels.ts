import * as tf from '@tensorflow/tfjs-core'
import type { Difference } from '../../cli/golden'
import { groupsByRow } from '../../src/kernels/webgpu/byRow'
import { CommandList, createCounts, writeCounts } from '../../src/kernels/webgpu/commands'
import { crossEntropyGradient } from '../../src/kernels/webgpu/crossEntropy'
import { layerNorm, layerNormGradient, NO_ROW } from '../../src/kernels/webgpu/layerNorm'
import { NORM_SUMS, norm } from '../../src/kernels/webgpu/norm'
import type { Dispatch } from '../../src/kernels/webgpu/program'
import { ReadBack } from '../../src/kernels/webgpu/readBack'
import * as plain from '../../src/models/transformer/operations'
import { Stream } from '../../src/random/streams'
import { openCpu, openWebGpu } from './openDevice'

/** The kernels that go along rows, each by itself, beside the plain functions, which compute on the CPU backend. */

/** Rows and widths: few and many, narrow and wide; at last more rows than there are workgroups along one dimension. */
const SIZES = [
  [1, 5],
  [3, 37],
  [70, 37],
  [2, 300],
  [65_600, 5],
] as const

const stream = new Stream(3, 'data')

export interface Subgroups {
  /** Whether the lab's device has them. */
  readonly there: boolean
  /** Sizes that they may have. */
  readonly sizes: readonly [number, number]
}

export async function subgroups(): Promise<Subgroups> {
  const { features, adapterInfo } = await openWebGpu()
  return {
    there: features.has('subgroups'),
    sizes: [adapterInfo.subgroupMinSize ?? 0, adapterInfo.subgroupMaxSize ?? 0],
  }
}

/** What a kernel found, and what the plain function does. */
interface Found {
  readonly quantity: string
  readonly actual: Float32Array
  readonly expected: () => tf.Tensor
}

/** @param lanes invocations for each row */
export async function rowsFromPlain(lanes: number): Promise<Difference[]> {
  const device = await openWebGpu()
  const found: Found[] = []
  for (const [rows, d] of SIZES) found.push(...(await kernelsOn(device, lanes, rows, d)))
  await openCpu()
  return found.map(({ quantity, actual, expected }) => {
    const values = tf.tidy(() => expected().dataSync())
    if (values.length !== actual.length) throw new Error(`${quantity} has ${actual.length} entries.`)
    let [worst, largest] = [0, 0]
    for (const [i, value] of values.entries()) {
      worst = Math.max(worst, Math.abs(value - actual[i]))
      largest = Math.max(largest, Math.abs(value))
    }
    return { quantity, relative: worst / largest }
  })
}

async function kernelsOn(device: GPUDevice, lanes: number, rows: number, d: number): Promise<Found[]> {
  const drawn = (number: number, length: number) =>
    Float32Array.from({ length }, (_, i) => 4 * stream.uniform(number, d, i) - 1)
  const [x, dy, dResidual] = [0, 1, 2].map(number => drawn(number, rows * d))
  const [gain, bias, weights] = [drawn(3, d), drawn(4, d), drawn(5, rows)]
  const targets = Uint32Array.from({ length: rows }, (_, row) => (7 * row) % d)
  // Every third row has none, the others have one that is not their own.
  const queryOf = Uint32Array.from({ length: rows }, (_, row) => (row % 3 === 1 ? NO_ROW : rows - 1 - row))

  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage
  const buffers: GPUBuffer[] = []
  const room = (length: number) => {
    const buffer = device.createBuffer({ size: 4 * length, usage: STORAGE | COPY_SRC | COPY_DST })
    buffers.push(buffer)
    return { buffer }
  }
  const holding = (values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>) => {
    const binding = room(values.length)
    device.queue.writeBuffer(binding.buffer, 0, values)
    return binding
  }
  const byRow = (
    program: Dispatch['program'],
    bindings: readonly GPUBufferBinding[],
    constants: number[],
  ): Dispatch => ({
    program,
    buffers: bindings,
    constants: Uint32Array.from(constants),
    view: 0,
    groups: count => groupsByRow(lanes, count),
  })
  const theta = holding(Float32Array.from([...gain, ...bias]))
  const [given, dGiven] = [holding(x), holding(dy)]
  const [y, moments, dx, dSum, sums] = [room(rows * d), room(2 * rows), room(rows * d), room(rows * d), room(NORM_SUMS)]
  const logits = holding(x)
  const known = [theta, given, moments, dGiven]
  const commands = [
    byRow(layerNorm(d, lanes), [theta, given, y, moments], [0, d]),
    byRow(layerNormGradient(d, false, lanes), [...known, dx], [0]),
    byRow(layerNormGradient(d, true, lanes), [...known, dSum, holding(dResidual), holding(queryOf)], [0]),
    byRow(crossEntropyGradient(d, lanes), [logits, holding(targets), holding(weights)], []),
    ...norm(lanes).map(({ program, groups }) => ({
      ...byRow(program, [given, sums], [rows * d]),
      groups: () => groups,
    })),
  ]

  const matrix = (values: Float32Array) => tf.tensor2d(values, [rows, d])
  const column = (values: Float32Array) => tf.tensor2d(values, [rows, 1])
  const normalized = () => plain.layerNorm(matrix(x), tf.tensor1d(gain), tf.tensor1d(bias))
  const gradient = () => plain.layerNormGradient(matrix(dy), normalized(), tf.tensor1d(gain)).dx
  const wentBy = () => {
    const there = Float32Array.from(queryOf, query => (query === NO_ROW ? 0 : 1))
    const query = Int32Array.from(queryOf, from => (from === NO_ROW ? 0 : from))
    return tf.mul(tf.gather(matrix(dResidual), tf.tensor1d(query, 'int32')), column(there))
  }
  const missed = () => tf.sub(tf.oneHot(tf.tensor1d(Int32Array.from(targets), 'int32'), d), tf.softmax(matrix(x)))
  const results: [string, GPUBufferBinding, number, () => tf.Tensor][] = [
    ['normalization', y, rows * d, () => normalized().y],
    ['gradient of normalization', dx, rows * d, gradient],
    ['gradient of normalization and residual', dSum, rows * d, () => tf.add(gradient(), wentBy())],
    ['gradient of cross-entropy', logits, rows * d, () => tf.mul(missed(), column(weights))],
    ['norm', sums, 1, () => tf.norm(tf.tensor1d(x))],
  ]

  const counts = createCounts(device, 1)
  writeCounts(device, counts, [rows])
  const list = new CommandList(device, commands, counts)
  const back = new ReadBack(device)
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  list.encode(pass, [rows])
  pass.end()
  const copies = results.map(([, { buffer }, length]) => back.copy(encoder, buffer, length))
  device.queue.submit([encoder.finish()])
  const actual = await Promise.all(copies.map(copy => copy.read()))
  for (const owned of [list, back, counts, ...buffers]) owned.destroy()
  return results.map(([name, , , expected], i) => ({
    quantity: `${name} of ${rows} rows of ${d}`,
    actual: actual[i],
    expected,
  }))
}
