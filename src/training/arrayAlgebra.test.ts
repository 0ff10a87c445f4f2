import { beforeAll, describe, expect, it } from 'vitest'
import { loadKernels } from '../kernels/wasm/kernels'
import { Stream } from '../random/streams'
import { ArrayAlgebra, type ArrayVectors } from './arrayAlgebra'
import { float64Algebra } from './float64Algebra'
import { KernelAlgebra } from './kernelAlgebra'
import { RULES } from './registry'

beforeAll(() => loadKernels())

const stream = new Stream(0, 'data')
// Not a multiple of four.
const LENGTH = 1003
const normals = (of: number) => Float32Array.from({ length: LENGTH }, (_, i) => stream.normal(of, 0, i))

const expectEach = (actual: Float32Array, expected: Float64Array) =>
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i] - value), `entry ${i}`).toBeLessThanOrEqual(2e-7 * Math.abs(value))
  })

function behaves<T>(open: () => ArrayVectors<T>): void {
  const result = (compute: (algebra: ArrayVectors<T>) => T, length = LENGTH) => {
    const algebra = open()
    const out = new Float32Array(length)
    algebra.copy(compute(algebra), out)
    algebra.release()
    algebra.dispose()
    return out
  }

  it.each(['add', 'mul', 'div', 'maximum'] as const)('%s takes vectors and numbers on either side', operation => {
    const [a, b] = [normals(1), normals(2)]
    const [x, y] = [Float64Array.from(a), Float64Array.from(b)]
    expectEach(
      result(algebra => algebra[operation](algebra.of(a), algebra.of(b))),
      float64Algebra[operation](x, y),
    )
    expectEach(
      result(algebra => algebra[operation](algebra.of(a), 0.5)),
      float64Algebra[operation](x, 0.5),
    )
    expectEach(
      result(algebra => algebra[operation](0.5, algebra.of(b))),
      float64Algebra[operation](0.5, y),
    )
    // A norm, too, is one number.
    const scaled = float64Algebra[operation](x, float64Algebra[operation](float64Algebra.norm(y), 2))
    expectEach(
      result(algebra => algebra[operation](algebra.of(a), algebra[operation](algebra.norm(algebra.of(b)), 2))),
      scaled,
    )
  })

  it('takes roots and signs, and hides nothing that is no number', () => {
    const odd = Float32Array.of(4, -2, 0, -0, Number.NaN, Number.POSITIVE_INFINITY)
    const sign = result(algebra => algebra.sign(algebra.of(odd)), 6)
    expect([...sign]).toEqual([1, -1, 0, -0, Number.NaN, 1])
    const sqrt = result(algebra => algebra.sqrt(algebra.of(odd)), 6)
    expect([...sqrt]).toEqual([2, Number.NaN, 0, -0, Number.NaN, Number.POSITIVE_INFINITY])
    const maximum = result(algebra => algebra.maximum(algebra.of(odd), 1), 6)
    expect([...maximum]).toEqual([4, 1, 1, 1, Number.NaN, Number.POSITIVE_INFINITY])
  })

  it('takes the steps of every rule, step after step', () => {
    for (const rule of RULES) {
      if (rule.kind !== 'gradient') continue
      const algebra = open()
      const theta = normals(3)
      const slots = Array.from({ length: rule.slots }, () => new Float32Array(LENGTH))
      let expected: { theta: Float64Array; slots: Float64Array[] } = {
        theta: Float64Array.from(theta),
        slots: slots.map(slot => Float64Array.from(slot)),
      }
      for (let t = 1; t <= 3; t++) {
        const gradient = normals(3 + t)
        const settings = { t, eta: 0.1, lambda: 0.5 }
        const on = { theta: algebra.of(theta), gradient: algebra.of(gradient), slots: slots.map(s => algebra.of(s)) }
        const taken = rule.step(algebra, { ...settings, ...on })
        algebra.copy(taken.theta, theta)
        slots.forEach((slot, i) => {
          algebra.copy(taken.slots[i], slot)
        })
        algebra.release()
        const reference = rule.step(float64Algebra, { ...settings, ...expected, gradient: Float64Array.from(gradient) })
        expected = { theta: reference.theta, slots: [...reference.slots] }
      }
      expected.theta.forEach((value, i) => {
        expect(Math.abs(theta[i] - value), `${rule.id}, entry ${i}`).toBeLessThan(2e-6)
      })
      algebra.dispose()
    }
  })
}

describe('the rules on arrays', () => behaves(() => new ArrayAlgebra()))
describe('the rules by kernels', () => behaves(() => KernelAlgebra.open()!))
