import { beforeAll, describe, expect, it } from 'vitest'
import { loadKernels, openKernels } from '../../../kernels/wasm/kernels'
import { Stream } from '../../../random/streams'
import { parameterCount } from '../layout'
import { openPackedGradient } from './gradient'
import { MOST_PARTS, partsOf } from './parts'
import { SharedBatch } from './shared'
import { PackedTransformer } from './transformer'

beforeAll(() => loadKernels())

const shape = { vocabulary: 9, context: 16, width: 12, layers: 2, heads: 3 }
const K = 11
const stream = new Stream(3, 'data')
const theta = Float32Array.from({ length: parameterCount(shape) }, (_, i) => 0.3 * stream.normal(0, 0, i))
const batchOf = (step: number) =>
  Array.from({ length: K }, (_, k) => ({
    tokens: Array.from({ length: 2 + ((5 * k + step) % 16) }, (_, h) => Math.floor(9 * stream.uniform(step, k, h))),
    responseFrom: 1,
    weight: stream.normal(1, step, k),
  }))

const transformer = () => new PackedTransformer(openKernels()!, shape)
const shared = () => new SharedBatch(new SharedArrayBuffer(SharedBatch.bytes(shape, K)), shape, K)
const parts = Array.from({ length: partsOf(K).length - 1 }, (_, part) => part)

describe('a shared batch', () => {
  it('comes to the same as one thread alone, bit for bit, whoever takes which part', () => {
    const one = openPackedGradient(shape, K)!
    const batch = shared()
    // As another thread sees it.
    const elsewhere = new SharedBatch(batch.buffer, shape, K)
    const [first, second, own] = [transformer(), transformer(), transformer()]
    for (let step = 0; step < 4; step++) {
      const moved = theta.map(value => value * (1 + step / 10))
      const sequences = batchOf(step)
      const generation = batch.publish(moved, sequences)
      expect(elsewhere.next(generation - 1)).toBe(generation)
      own.begin(moved)
      if (step % 2 === 0) elsewhere.work(generation, first, false)
      else batch.work(generation, second, false)
      own.begin(moved)
      let loss = 0
      for (const part of parts) {
        const { loss: theirs, gradient } = batch.collect(generation, part, 0)!
        loss += theirs
        own.add(gradient)
      }
      const alone = one.lossAndGradient(moved, sequences)
      expect(loss).toBe(alone.loss)
      expect(own.gradient).toEqual(alone.gradient)
    }
  })

  it('gives the parts of a batch to nobody who came for the one before', () => {
    const batch = shared()
    const before = batch.publish(theta, batchOf(0))
    batch.work(before, transformer(), false)
    const after = batch.publish(theta, batchOf(1))
    batch.work(before, transformer(), false)
    expect(batch.collect(after, 0, 0)).toBeNull()
    batch.work(after, transformer(), false)
    for (const part of parts) expect(batch.collect(after, part, 0)).not.toBeNull()
  })

  it('does without a part that was taken and never comes', () => {
    const batch = shared()
    const generation = batch.publish(theta, batchOf(0))
    const broken = transformer()
    broken.part = () => {
      throw new Error('out of memory')
    }
    expect(() => batch.work(generation, broken, false)).toThrow('out of memory')
    batch.work(generation, transformer(), false)
    expect(parts.map(part => batch.collect(generation, part, 0) === null)).toEqual(parts.map(part => part === 0))
  })

  it('tells those who wait that it is closed', () => {
    const batch = shared()
    const generation = batch.publish(theta, batchOf(0))
    expect(batch.next(0)).toBe(generation)
    batch.close()
    expect(batch.next(generation)).toBeNull()
  })

  it('is cut into parts that leave nothing out', () => {
    for (const size of [1, 2, 7, 8, 9, 64, 1000]) {
      const bounds = partsOf(size)
      expect([bounds[0], bounds.at(-1)]).toEqual([0, size])
      expect(bounds.length - 1).toBe(Math.min(size, MOST_PARTS))
      bounds.slice(1).forEach((bound, i) => {
        expect(bound).toBeGreaterThan(bounds[i])
      })
    }
  })
})
