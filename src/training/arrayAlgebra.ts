import type { Algebra } from './rule'

type Operand = Float32Array | number

/** An algebra whose vectors are made of float32 arrays, and live until all of them are released. */
export interface ArrayVectors<T> extends Algebra<T> {
  of(values: Float32Array): T
  /** Writes a vector into an array. */
  copy(vector: T, into: Float32Array): void
  release(): void
  dispose(): void
}

/**
 * The rules on float32 arrays, where no kernels are needed or none are there. A loop for each operation, since one that is
 * handed the operation is several times slower.
 */
export class ArrayAlgebra implements ArrayVectors<Float32Array> {
  private readonly pool: Float32Array[] = []
  private lent = 0

  of(values: Float32Array): Float32Array {
    return values
  }

  copy(vector: Float32Array, into: Float32Array): void {
    into.set(vector)
  }

  release(): void {
    this.lent = 0
  }

  dispose(): void {}

  add(a: Operand, b: Operand): Float32Array {
    const { x, dx, y, dy, out } = this.prepare(a, b)
    for (let i = 0; i < out.length; i++) out[i] = x[i * dx] + y[i * dy]
    return out
  }

  mul(a: Operand, b: Operand): Float32Array {
    const { x, dx, y, dy, out } = this.prepare(a, b)
    for (let i = 0; i < out.length; i++) out[i] = x[i * dx] * y[i * dy]
    return out
  }

  div(a: Operand, b: Operand): Float32Array {
    const { x, dx, y, dy, out } = this.prepare(a, b)
    for (let i = 0; i < out.length; i++) out[i] = x[i * dx] / y[i * dy]
    return out
  }

  maximum(a: Operand, b: Operand): Float32Array {
    const { x, dx, y, dy, out } = this.prepare(a, b)
    for (let i = 0; i < out.length; i++) out[i] = Math.max(x[i * dx], y[i * dy])
    return out
  }

  sqrt(a: Float32Array): Float32Array {
    const out = this.lend(a.length)
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i])
    return out
  }

  sign(a: Float32Array): Float32Array {
    const out = this.lend(a.length)
    for (let i = 0; i < out.length; i++) out[i] = Math.sign(a[i])
    return out
  }

  norm(a: Float32Array): Float32Array {
    let sum = 0
    for (let i = 0; i < a.length; i++) sum += a[i] * a[i]
    return Float32Array.of(Math.sqrt(sum))
  }

  /** An operand of one entry stands for every entry of the other: it is read without moving on. */
  private prepare(a: Operand, b: Operand) {
    const x = typeof a === 'number' ? Float32Array.of(a) : a
    const y = typeof b === 'number' ? Float32Array.of(b) : b
    const out = this.lend(Math.max(x.length, y.length))
    return { x, dx: Math.min(1, x.length - 1), y, dy: Math.min(1, y.length - 1), out }
  }

  private lend(length: number): Float32Array {
    const next = this.pool[this.lent]
    if (next?.length !== length) this.pool[this.lent] = new Float32Array(length)
    return this.pool[this.lent++]
  }
}
