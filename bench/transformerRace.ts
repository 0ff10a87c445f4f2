import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { countGpuCalls, type GpuCalls } from '../scripts/gpuCalls'
import type { BackendChoice } from '../src/config/config'
import { openBackend } from '../src/engine/backend'
import { browserPlatform } from '../src/engine/browserPlatform'
import { disposeBatch, type TokenSequence, uploadBatch } from '../src/models/transformer/batch'
import { layoutOf, parameterCount } from '../src/models/transformer/layout'
import type { TokenTask } from '../src/models/transformer/task'
import { initialParameters } from '../src/models/transformer/tensors'
import { lossAndGradient } from '../src/models/transformer/transformer'
import { graphTask } from '../src/scenarios/graphSearch/task'
import { adam } from '../src/training/adam'
import { createTrainer } from '../src/training/trainers'
import { PlainTransformer } from './plainTransformer'

/** Runs in the page of the benchmark. */

export interface Effort {
  /** Sequences of a step. */
  readonly batch: number
  /** Steps between two readings of the clock, and how often it is read for each of the two. */
  readonly steps: number
  readonly rounds: number
}

export interface Race {
  /** The backend in words. */
  readonly backend: string
  readonly parameters: number
  readonly context: number
  readonly vocabulary: number
  /** |lab − plain| / plain of the loss, and the largest such difference of a gradient, by its largest entry. */
  readonly lossDifference: number
  readonly gradientDifference: number
  /** Milliseconds of a step, one entry for each round. */
  readonly lab: readonly number[]
  readonly plain: readonly number[]
  /** What a step asks of WebGPU; null on other backends. */
  readonly asked: { readonly lab: Asked; readonly plain: Asked } | null
}

interface Asked extends GpuCalls {
  /** Milliseconds until it has been asked, in the fastest round. */
  readonly encoding: number
}

const ETA = 1e-3
const SEED = 0

/** Batches that the steps take in turn: drawing graphs is not what is measured. */
const BATCHES = 4

/** graph-two-rules as it opens: L = 4, W = 3, m = 32; 2 layers, 4 heads, width 64. */
function taskWith(batch: number): { task: TokenTask; batches: readonly (readonly TokenSequence[])[] } {
  const shares = [0.9, 0.1, 0] as const
  const graphs = { kind: 'two-rules', layers: 4, width: 3, nodes: 32, seed: SEED } as const
  const task = graphTask({ ...graphs, training: shares, evaluation: shares }, { width: 64, layers: 2, heads: 4 })
  const batches = Array.from({ length: BATCHES }, (_, step) =>
    Array.from({ length: batch }, (_, k) => task.training(step, k)),
  )
  return { task: { ...task, training: (step, k) => batches[step % BATCHES][k] }, batches }
}

/**
 * Times the lab's training step and plain TensorFlow.js's in turn.
 * @throws Error if the backend cannot be had, or if the two disagree about the loss or its gradient
 */
export async function race(choice: BackendChoice, { batch, steps, rounds }: Effort): Promise<Race> {
  const { report } = await openBackend(choice, browserPlatform(1))
  if (report.id !== choice) throw new Error(report.reason ?? `${choice} is not available.`)
  const { task, batches } = taskWith(batch)
  const theta = initialParameters(task.shape, SEED)
  const plain = new PlainTransformer(task.shape, theta, ETA)
  const differences = await compared(task, theta, plain, batches[0])
  const values = { K: batch, seed: SEED, eta: ETA, lambda: 0 }
  const trainer = createTrainer({ rule: adam, task, values, resume: null })
  const racers = {
    lab: { step: (step: number) => trainer.advance(step), done: () => trainer.read() },
    plain: {
      step: (step: number) => plain.step(batches[step % BATCHES]),
      done: () => plain.variables.get('wte')!.data(),
    },
  }
  const times = { lab: [] as number[], plain: [] as number[] }
  const encoding = { lab: Number.POSITIVE_INFINITY, plain: Number.POSITIVE_INFINITY }
  // The first round compiles what has to be compiled.
  for (let round = 0; round <= rounds; round++) {
    for (const name of ['lab', 'plain'] as const) {
      const { step, done } = racers[name]
      const began = performance.now()
      for (let i = 0; i < steps; i++) step(round * steps + i)
      encoding[name] = Math.min(encoding[name], (performance.now() - began) / steps)
      await done()
      if (round > 0) times[name].push((performance.now() - began) / steps)
    }
  }
  const asked = (name: keyof typeof racers): Asked => {
    const { device } = tf.backend() as WebGPUBackend
    return { ...countGpuCalls(device, () => racers[name].step(0)), encoding: encoding[name] }
  }
  const both = choice === 'webgpu' ? { lab: asked('lab'), plain: asked('plain') } : null
  trainer.dispose()
  plain.dispose()
  const { context, vocabulary } = task.shape
  const parameters = parameterCount(task.shape)
  return { backend: report.name, parameters, context, vocabulary, ...differences, ...times, asked: both }
}

/** Largest relative differences that rounding explains. */
const TOLERANCE = 1e-3

/** The lab's gradient is taken from what Adam remembers of its first step. */
async function compared(
  task: TokenTask,
  theta: Float32Array,
  plain: PlainTransformer,
  sequences: readonly TokenSequence[],
): Promise<Pick<Race, 'lossDifference' | 'gradientDifference'>> {
  const { shape } = task
  const values = { K: sequences.length, seed: SEED, eta: 0, lambda: 0 }
  const trainer = createTrainer({ rule: adam, task, values, resume: null })
  trainer.advance(0)
  const { slots } = await trainer.read()
  trainer.dispose()
  const ours = slots[0].map(mean => mean / 0.1)
  const parameters = tf.tensor1d(theta)
  const batch = uploadBatch(sequences, shape.vocabulary)
  const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, parameters, batch))
  const { value, grads } = plain.lossAndGradients(sequences)
  const [[own], [other]] = [await loss.data(), await value.data()]
  const lossDifference = Math.abs(own / other - 1)
  let gradientDifference = 0
  for (const [slot, { offset }] of layoutOf(shape).entries()) {
    // Theirs is the loss's gradient, ours the log-likelihood's.
    const theirs = (await grads[slot].data()) as Float32Array
    const largest = theirs.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0)
    theirs.forEach((entry, i) => {
      gradientDifference = Math.max(gradientDifference, Math.abs(entry + ours[offset + i]) / largest)
    })
  }
  tf.dispose([parameters, loss, gradient, value, ...grads])
  disposeBatch(batch)
  if (!(lossDifference < TOLERANCE && gradientDifference < TOLERANCE)) {
    throw new Error(`The two disagree: by ${lossDifference} in the loss, ${gradientDifference} in its gradient.`)
  }
  return { lossDifference, gradientDifference }
}
