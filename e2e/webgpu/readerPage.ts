import { countGpuCalls, type GpuCalls } from '../../scripts/gpuCalls'
import { openGpuReader } from '../../src/models/transformer/gpuReader'
import type { TransformerShape } from '../../src/models/transformer/layout'
import { likeliestResponses } from '../../src/models/transformer/likeliest'
import { drawAll, scoreAll } from '../../src/models/transformer/policy'
import type { Continuing, Read, Reader } from '../../src/models/transformer/reader'
import { openTensorReader } from '../../src/models/transformer/tensorReader'
import { initialParameters } from '../../src/models/transformer/tensors'
import { Stream } from '../../src/random/streams'
import { countBuffers } from './gpuBuffers'
import { openCpu, openWebGpu } from './openDevice'

/** Runs in a page: the lab's own WebGPU reader beside that of the tensors, which compute on the CPU backend. */

const stream = new Stream(5, 'evaluation')

interface Case {
  readonly shape: TransformerShape
  readonly theta: Float32Array
  readonly prompts: readonly (readonly number[])[]
  /** One after the other: the first behind the prompts, each other one behind the one before it. */
  readonly steps: readonly Continuing[]
}

interface Sizes {
  readonly lengths: readonly number[]
  readonly G: number
  /** Tokens of each step. */
  readonly P: readonly number[]
}

function caseOf(number: number, shape: TransformerShape, { lengths, G, P }: Sizes): Case {
  // Few tokens, so that some continuations begin alike.
  const written = (length: number, ...where: [number, number]) =>
    Array.from({ length }, (_, i) => Math.floor(3 * stream.uniform(number, where[0] * 1000 + where[1], i)))
  const prompts = lengths.map((length, b) => written(length, 0, b))
  // Prompts that others repeat, or begin with.
  prompts.push(prompts[0], prompts[0].slice(0, 1))
  const steps = P.map((added, s) =>
    prompts.map((_, b) => Array.from({ length: G }, (_, g) => written(added, s + 1, b * G + g))),
  )
  const theta = initialParameters(shape, 3).map((value, i) => 4 * value + 0.1 * Math.sin(i))
  return { shape, theta, prompts, steps }
}

const CASES: readonly Case[] = [
  caseOf(
    0,
    { vocabulary: 7, context: 12, width: 8, layers: 1, heads: 2 },
    { lengths: [4, 1, 6, 3], G: 3, P: [1, 2, 1] },
  ),
  caseOf(1, { vocabulary: 11, context: 40, width: 15, layers: 3, heads: 3 }, { lengths: [20, 31], G: 1, P: [5] }),
  caseOf(2, { vocabulary: 37, context: 30, width: 40, layers: 2, heads: 1 }, { lengths: [9, 2, 17], G: 5, P: [3, 4] }),
  // More rows than there is room for at first, and more with every step.
  caseOf(
    3,
    { vocabulary: 20, context: 64, width: 64, layers: 1, heads: 4 },
    { lengths: Array.from({ length: 30 }, (_, b) => 5 + ((7 * b) % 40)), G: 8, P: [4, 4] },
  ),
]

/** One row for each that was asked for, whatever is shared. */
async function allLogits(read: Read): Promise<Float32Array> {
  const V = read.shape.vocabulary
  const logits = await read.logits()
  const rowOf = Array.from(read.rowOf ?? { length: logits.length / V }, (row, i) => row ?? i)
  return Float32Array.from(rowOf.flatMap(row => Array.from(logits.subarray(row * V, (row + 1) * V))))
}

/** Logits after the prompts and after every step. */
async function readAll(reader: Reader, { prompts, steps }: Case): Promise<Float32Array[]> {
  const start = reader.prompts(prompts)
  const found = [await allLogits(start)]
  let latest: Read = start
  for (const step of steps) {
    const next = latest.extend(step)
    if (latest !== start) latest.dispose()
    latest = next
    found.push(await allLogits(latest))
  }
  if (latest !== start) latest.dispose()
  start.dispose()
  return found
}

/** By case and read: the largest difference of a logit from the tensors', and the largest logit. */
export async function fromTensors(): Promise<{ name: string; difference: number; largest: number }[]> {
  const all: Float32Array[][] = []
  for (const [i, one] of CASES.entries()) {
    await openWebGpu(i === 2)
    const reader = openGpuReader(one.shape, one.theta)
    all.push(await readAll(reader, one))
    reader.dispose()
  }
  await openCpu()
  const found: { name: string; difference: number; largest: number }[] = []
  for (const [i, one] of CASES.entries()) {
    const reader = openTensorReader(one.shape, one.theta)
    const expected = await readAll(reader, one)
    reader.dispose()
    for (const [r, values] of expected.entries()) {
      const actual = all[i][r]
      found.push({
        name: `width ${one.shape.width}, ${one.shape.heads} heads, read ${r}`,
        difference: values.reduce(
          (most, value, at) => Math.max(most, Math.abs(value - (actual[at] ?? Number.POSITIVE_INFINITY))),
          actual.length - values.length,
        ),
        largest: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      })
    }
  }
  return found
}

export interface Written {
  /** Responses that were drawn, and the likeliest ones, with which the tensors agree token by token. */
  readonly drawn: boolean
  readonly likeliest: boolean
  /** How many of those that were drawn differ. */
  readonly distinct: number
  /** Largest difference of log π̂ of a response, nats. */
  readonly difference: number
}

/** What post-training asks of a model, by either reader. */
export async function written(): Promise<Written> {
  const { shape, theta, prompts } = CASES[2]
  const lengths = prompts.map(() => 4)
  const uniform = (...where: [number, number, number]) => stream.uniform(...where)
  const all = async (reader: Reader) => {
    const drawn = await drawAll(reader, prompts, { samples: 6, lengths, uniform }, { most: 3 })
    const scores = await scoreAll(reader, prompts, drawn, { most: 2 })
    const limits = { length: 4, responses: 5, mass: 0.9, nodes: 200 }
    const likeliest = await likeliestResponses(reader, prompts, limits)
    reader.dispose()
    return { drawn, scores, likeliest: likeliest.map(({ ranked }) => ranked.map(({ tokens }) => tokens)) }
  }
  await openWebGpu()
  const own = await all(openGpuReader(shape, theta))
  await openCpu()
  const expected = await all(openTensorReader(shape, theta))
  return {
    drawn: String(own.drawn) === String(expected.drawn),
    likeliest: String(own.likeliest) === String(expected.likeliest),
    distinct: new Set(own.drawn.flat().map(String)).size,
    difference: Math.max(
      ...own.scores.flatMap((logs, b) => Array.from(logs, (log, g) => Math.abs(log - expected.scores[b][g]))),
    ),
  }
}

export interface ReaderBehaviour {
  /** Whether what others went on from says the same as if nobody had. */
  readonly unchanged: boolean
  /** Of reading prompts, and of reading on. */
  readonly calls: { readonly prompts: GpuCalls; readonly extend: GpuCalls }
  /** Buffers of a reader that has read the same over and over, after the second time and after the tenth. */
  readonly steady: readonly [number, number]
  /** Buffers that readers left behind. */
  readonly buffers: number
  /** What is said of tokens that cannot be read. */
  readonly refusals: readonly string[]
  /** What reading says when the device is lost. */
  readonly lost: string
}

export async function behaviour(): Promise<ReaderBehaviour> {
  const device = await openWebGpu()
  const buffers = countBuffers(device)
  const [one] = CASES
  const { shape, theta, prompts, steps } = one

  const reader = openGpuReader(shape, theta)
  await reader.ready?.()
  const steady: number[] = []
  for (let time = 0; time < 10; time++) {
    await readAll(reader, one)
    steady.push(buffers())
  }

  const start = reader.prompts(prompts)
  const before = start.extend(steps[0])
  const others = [before.extend(steps[1]), start.extend(steps[1]), before.extend(steps[1])]
  const same = async (a: Read, b: Read) => {
    const expected = await allLogits(b)
    return (await allLogits(a)).every((value, i) => Object.is(value, expected[i]))
  }
  // It must outlive the one that it goes on from.
  before.dispose()
  const last = others[0].extend(steps[2])
  const again = others[2].extend(steps[2])
  const unchanged =
    (await same(others[0], others[2])) && (await same(last, again)) && !(await same(others[0], others[1]))

  const refusals = [
    () => reader.prompts([]),
    () => start.extend([[[1]]]),
    () => start.extend(steps[0].map(() => [Array.from({ length: 12 }, () => 1)])),
    () => last.extend(steps[0].map(() => [[1]])),
  ].map(refused => {
    try {
      refused()
      return ''
    } catch (error) {
      return String(error)
    }
  })

  const calls = {
    prompts: countGpuCalls(() => reader.prompts(prompts).dispose()),
    extend: countGpuCalls(() => start.extend(steps[0]).dispose()),
  }
  for (const read of [start, last, again, ...others]) read.dispose()
  reader.dispose()
  const left = buffers()

  const losing = openGpuReader(shape, theta)
  device.destroy()
  await device.lost
  const lost = await readAll(losing, one).then(
    () => 'nothing',
    error => String(error),
  )
  losing.dispose()
  return { unchanged, calls, steady: [steady[1], steady[9]], buffers: left, refusals, lost }
}
