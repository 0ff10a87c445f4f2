import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodePlatform } from '../../../cli/platform'
import { openBackend } from '../../engine/backend'
import { graphTask } from '../../scenarios/graphSearch/task'
import { createGradientTrainer } from '../../training/gradientTrainer'
import { ruleById } from '../../training/registry'
import type { GradientRule } from '../../training/rule'
import { disposeBatch, uploadBatch } from './batch'
import { scoringMemory, tensorTrainingMemory } from './tensorMemory'
import { createTransformerTensors, initialParameters } from './tensors'
import { logitsOf } from './transformer'

/** Where the WASM backend keeps what it allocated. */
interface Ledger {
  set(id: object, entry: { shape: number[] }): void
  delete(id: object): boolean
}

interface Book {
  live: number
  peak: number
  largest: number
}

/** Follows every allocation of the WASM backend, in bytes: `tf.memory()` counts a reshaped tensor twice. */
function keepBook(): Book {
  const book: Book = { live: 0, peak: 0, largest: 0 }
  const ledger = (tf.backend() as unknown as { dataIdMap: Ledger }).dataIdMap
  const sizes = new WeakMap<object, number>()
  const { set, delete: remove } = ledger
  ledger.set = (id, entry) => {
    const size = 4 * entry.shape.reduce((product, length) => product * length, 1)
    book.live += size - (sizes.get(id) ?? 0)
    sizes.set(id, size)
    book.peak = Math.max(book.peak, book.live)
    book.largest = Math.max(book.largest, size)
    set.call(ledger, id, entry)
  }
  ledger.delete = id => {
    book.live -= sizes.get(id) ?? 0
    sizes.delete(id)
    return remove.call(ledger, id)
  }
  return book
}

let book: Book
beforeAll(async () => {
  await openBackend('wasm', nodePlatform())
  book = keepBook()
})

const measureFrom = () => {
  book.peak = book.live
  book.largest = 0
}

const taskOf = (width: number, layers: number, heads: number) =>
  graphTask(
    { kind: 'horizon', layers: 4, width: 2, nodes: 20, seed: 0, training: [0, 1, 0], evaluation: [0, 1, 0] },
    { width, layers, heads },
  )

describe.each([
  [8, 1, 2, 16],
  [8, 2, 1, 32],
  [16, 2, 8, 8],
  [32, 3, 4, 2],
  [64, 2, 4, 4],
  [48, 4, 2, 1],
])('memory of a transformer of width %i, %i layers and %i heads, %i sequences at a time', (width, layers, heads, K) => {
  const task = taskOf(width, layers, heads)
  const sequences = Array.from({ length: K }, (_, k) => task.training(0, k))
  const length = Math.max(...sequences.map(({ tokens }) => tokens.length)) - 1
  const size = { batch: K, length, queries: 6 }

  it.each(['adam', 'sgd'])('is what a step of %s takes', async id => {
    const rule = ruleById(id) as GradientRule
    const before = book.live
    const values = { eta: 1e-3, lambda: 0, decay: 0.01 }
    const trainer = createGradientTrainer(rule, createTransformerTensors(task, 0, K), values, null)
    measureFrom()
    trainer.advance(0)
    const { largest, total } = tensorTrainingMemory(task.shape, size, rule.slots)
    expect(total / (book.peak - before)).toBeGreaterThan(0.9)
    expect(total / (book.peak - before)).toBeLessThan(1.2)
    await trainer.read()
    expect(largest).toBe(book.largest)
    trainer.dispose()
  })

  it('is what scoring takes', () => {
    const before = book.live
    measureFrom()
    const theta = tf.tensor1d(initialParameters(task.shape, 0))
    const batch = uploadBatch(sequences, task.shape.vocabulary)
    const logits = tf.tidy(() => logitsOf(task.shape, theta, batch))
    const { largest, total } = scoringMemory(task.shape, size)
    expect(total / (book.peak - before)).toBeGreaterThan(0.9)
    expect(total / (book.peak - before)).toBeLessThan(1.2)
    expect(largest).toBe(book.largest)
    disposeBatch(batch)
    tf.dispose([theta, logits])
    expect(book.live).toBe(before)
  })
})
