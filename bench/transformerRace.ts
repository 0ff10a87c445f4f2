import * as tf from '@tensorflow/tfjs-core'
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

/** Whether a graphics adapter is there, and whether it computes on the CPU. */
export async function adapter(): Promise<'none' | 'software' | 'hardware'> {
  const found = await navigator.gpu?.requestAdapter()
  if (!found) return 'none'
  return found.info.isFallbackAdapter ? 'software' : 'hardware'
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
  const values = { seed: SEED, K: batch, eta: ETA, lambda: 0, decay: 0 }
  const trainer = createTrainer({ rule: adam, task, values, resume: null })
  const runners = {
    lab: async (from: number) => {
      for (let step = from; step < from + steps; step++) trainer.advance(step)
      await trainer.read()
    },
    plain: async (from: number) => {
      for (let step = from; step < from + steps; step++) plain.step(batches[step % BATCHES])
      await plain.variables.get('wte')!.data()
    },
  }
  const times = { lab: [] as number[], plain: [] as number[] }
  // The first round compiles what has to be compiled.
  for (let round = 0; round <= rounds; round++) {
    for (const name of ['lab', 'plain'] as const) {
      const began = performance.now()
      await runners[name](round * steps)
      if (round > 0) times[name].push((performance.now() - began) / steps)
    }
  }
  trainer.dispose()
  plain.dispose()
  const { context, vocabulary } = task.shape
  return { backend: report.name, parameters: parameterCount(task.shape), context, vocabulary, ...differences, ...times }
}

/** Largest relative differences that rounding explains. */
const TOLERANCE = 1e-3

async function compared(
  { shape }: TokenTask,
  theta: Float32Array,
  plain: PlainTransformer,
  sequences: readonly TokenSequence[],
): Promise<Pick<Race, 'lossDifference' | 'gradientDifference'>> {
  const parameters = tf.tensor1d(theta)
  const batch = uploadBatch(sequences, shape.vocabulary)
  const { loss, gradient } = tf.tidy(() => lossAndGradient(shape, parameters, batch))
  const { value, grads } = plain.lossAndGradients(sequences)
  const [[own], [other], ours] = [await loss.data(), await value.data(), await gradient.data()]
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
