import { cpus } from 'node:os'
import * as tf from '@tensorflow/tfjs-core'
import { nodePlatform } from '../cli/platform'
import { openBackend } from '../src/engine/backend'
import { createTransformerArrays } from '../src/models/transformer/packed/arrays'
import type { TokenTask } from '../src/models/transformer/task'
import { createTransformerTensors, initialParameters } from '../src/models/transformer/tensors'
import { adam } from '../src/training/adam'
import { createArrayTrainer } from '../src/training/arrayTrainer'
import { createGradientTrainer } from '../src/training/gradientTrainer'
import { flopsOf, SIDE, SMALL, tokensOf } from './race/work'
import { say, table } from './report'

/**
 * A training step of a transformer with Adam on WASM, one thread: by the lab's kernels, by its tensors, and a product of two
 * large matrices of TensorFlow.js's as the measure of the machine, in turns. Every position is predicted.
 */

const { shape, batch: BATCH } = SMALL
const ROUNDS = 15
/** Steps of ours for each of the others. */
const OWN = 5

await openBackend('wasm', nodePlatform())
const batch = Array.from({ length: BATCH }, (_, k) => ({
  tokens: tokensOf(SMALL, 0, k),
  responseFrom: 1,
}))
const task: TokenTask = {
  shape,
  tokens: [],
  classes: [],
  kinds: [],
  training: (_, k) => batch[k],
  heldOut: () => ({ ...batch[0], teacher: [], answers: null }),
  fresh: () => ({ ...batch[0], teacher: [], answers: null }),
}
const values = { eta: 1e-3, lambda: 0, decay: 0 }
const arrays = createTransformerArrays(task, 0, BATCH)
if (!arrays) throw new Error('There are no kernels here.')
const own = createArrayTrainer(adam, arrays, values, null)
const plain = createGradientTrainer(adam, createTransformerTensors(task, 0, BATCH), values, null)
const square = tf.ones([SIDE, SIDE]) as tf.Tensor2D

let step = 0
const work = {
  own: () => own.advance(step),
  gradient: () => void arrays.gradient(initial, step),
  plain: () => plain.advance(step),
  product: () => tf.matMul(square, square).dispose(),
}
const initial = initialParameters(shape, 0)
const times: Record<keyof typeof work, number[]> = { own: [], gradient: [], plain: [], product: [] }
for (let round = 0; round <= ROUNDS; round++) {
  for (const name of ['own', 'gradient', 'plain', 'product'] as const) {
    const repetitions = name === 'own' || name === 'gradient' ? OWN : 1
    for (let i = 0; i < repetitions; i++) {
      // The processor's clock, and not the wall's: others may work on the same machine.
      const began = process.cpuUsage()
      work[name]()
      const { user, system } = process.cpuUsage(began)
      // In the first round the engine still makes the code faster.
      if (round > 0) times[name].push((user + system) / 1000)
    }
    step++
  }
}

const GFLOP = flopsOf(SMALL) / 1e9
const rows = [
  ['own kernels', GFLOP, times.own],
  ['own kernels, without Adam', GFLOP, times.gradient],
  ['tensors', GFLOP, times.plain],
  [`tfjs matMul, ${SIDE}³`, (2 * SIDE ** 3) / 1e9, times.product],
] as const
say(
  `${GFLOP.toFixed(2)} GFLOP a step: ${shape.layers} layers, ${shape.heads} heads, width ${shape.width}, context ${shape.context}, batch ${BATCH}. Node ${process.version}, ${cpus().length} cores (${cpus()[0].model}). Milliseconds of processor time.`,
)
table(
  ['what', 'least', 'median', 'GFLOP/s at the least', 'times as long as own kernels, least'],
  rows.map(([name, gflop, measured]) => {
    const sorted = [...measured].sort((a, b) => a - b)
    const [least, median] = [sorted[0], sorted[Math.floor(sorted.length / 2)]]
    const cells = [least.toFixed(1), median.toFixed(1), ((1000 * gflop) / least).toFixed(1)]
    return [name, ...cells, gflop === GFLOP ? (least / Math.min(...times.own)).toFixed(2) : '']
  }),
)
own.dispose()
plain.dispose()
square.dispose()
