import * as tf from '@tensorflow/tfjs-core'
import { type Difference, sequences as golden, shape as goldenShape, parameters } from '../../cli/golden'
import { openBackend } from '../../src/engine/backend'
import type { Differentiable } from '../../src/models/differentiable'
import { disposeBatch, type TokenSequence, uploadBatch } from '../../src/models/transformer/batch'
import fixture from '../../src/models/transformer/fixtures/transformer-case.json'
import { layoutOf, parameterCount, type TransformerShape } from '../../src/models/transformer/layout'
import type { TokenTask } from '../../src/models/transformer/task'
import { initialParameters } from '../../src/models/transformer/tensors'
import { logitsOf, lossAndGradient } from '../../src/models/transformer/transformer'
import { Stream } from '../../src/random/streams'
import { createGradientTrainer } from '../../src/training/gradientTrainer'
import { ruleById } from '../../src/training/registry'
import type { GradientRule } from '../../src/training/rule'
import type { Trained, Trainer } from '../../src/training/trainer'
import { createTrainer } from '../../src/training/trainers'

/** Runs in a page with WebGPU: the lab's own kernels beside the plain functions, which compute on the CPU backend. */

type Values = Record<string, number>
type Start = Pick<Trained, 'theta' | 'slots'>

const stream = new Stream(11, 'data')

/** Sequences of lengths from 2 to the context, of weights of both signs. */
function ragged({ vocabulary, context }: TransformerShape, step: number, batch: number): TokenSequence[] {
  return Array.from({ length: batch }, (_, k) => {
    const uniform = (i: number) => stream.uniform(step, k, i)
    const length = 2 + Math.floor(uniform(0) * (context - 1))
    const tokens = Array.from({ length }, (_, h) => Math.floor(uniform(3 + h) * vocabulary))
    const responseFrom = 1 + Math.floor(uniform(1) * (length - 1))
    return { tokens, responseFrom, ...(k % 3 > 0 && { weight: 2 * uniform(2) - 1 }) }
  })
}

const none = () => {
  throw new Error('Trainers do not ask for this.')
}

/** Only what trainers ask of a task. */
function taskOf(shape: TransformerShape, training: TokenTask['training']): TokenTask {
  return { shape, training, tokens: [], classes: [], kinds: [], heldOut: none, fresh: none }
}

async function onWebGpu(): Promise<void> {
  const { report } = await openBackend('webgpu', { gpu: navigator.gpu, wasmPaths: '', threads: 1 })
  if (report.id !== 'webgpu') throw new Error(report.reason ?? 'There is no WebGPU.')
}

const onCpu = () => openBackend('cpu', { gpu: undefined, wasmPaths: '', threads: 1 })

/** Largest difference of an entry over the largest entry, slot by slot of the layout. */
function differences(name: string, shape: TransformerShape, actual: ArrayLike<number>, expected: ArrayLike<number>) {
  return layoutOf(shape).map(({ name: slot, offset, size }): Difference => {
    let [worst, largest] = [0, 0]
    for (let i = offset; i < offset + size; i++) {
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]))
      largest = Math.max(largest, Math.abs(expected[i]))
      if (Number.isNaN(actual[i])) worst = Number.NaN
    }
    return { quantity: `${name}: ${slot}`, relative: worst === 0 ? 0 : worst / largest }
  })
}

/** The gradient at a start, from what Adam remembers after its first step. */
async function kernelGradient(task: TokenTask, K: number, start: Float32Array): Promise<Float32Array> {
  await onWebGpu()
  const zeros = new Float32Array(start.length)
  const trainer = createTrainer({
    rule: ruleById('adam'),
    task,
    values: { K, seed: 0, eta: 0, lambda: 0 },
    resume: { theta: start, slots: [zeros, zeros] },
  })
  trainer.advance(0)
  const { slots } = await trainer.read()
  trainer.dispose()
  return slots[0].map(m => m / 0.1)
}

export async function gradientsOfKernels(): Promise<Difference[]> {
  const found: Difference[] = []
  const expected = layoutOf(goldenShape).flatMap(({ name }) =>
    ((fixture.grads as Record<string, unknown[]>)[name].flat(2) as number[]).map(value => -value),
  )
  await onWebGpu()
  const theta = parameters()
  const start = (await theta.data()) as Float32Array
  theta.dispose()
  const task = taskOf(goldenShape, (_, k) => golden[k])
  found.push(...differences('reference', goldenShape, await kernelGradient(task, golden.length, start), expected))
  for (const [width, heads, layers, vocabulary, context, batch] of [
    [8, 8, 1, 5, 9, 7],
    [15, 3, 2, 11, 20, 6],
    [40, 1, 1, 37, 6, 3],
    [64, 4, 2, 36, 70, 5],
  ]) {
    const shape = { width, heads, layers, vocabulary, context }
    const name = `width ${width}, ${heads} heads, ${layers} layers`
    const sequences = ragged(shape, 0, batch)
    const start = initialParameters(shape, 3).map((value, i) => 8 * value + 0.02 * Math.sin(i))
    const actual = await kernelGradient(
      taskOf(shape, (_, k) => sequences[k]),
      batch,
      start,
    )
    await onCpu()
    found.push(...differences(name, shape, actual, await plainGradient(shape, start, sequences)))
  }
  return found
}

async function plainGradient(shape: TransformerShape, theta: Float32Array, sequences: readonly TokenSequence[]) {
  const parameters = tf.tensor1d(theta)
  const batch = uploadBatch(sequences, shape.vocabulary)
  const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, parameters, batch))
  const data = await gradient.data()
  tf.dispose([parameters, loss, gradient])
  disposeBatch(batch)
  return data
}
