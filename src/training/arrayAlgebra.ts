import type { Algebra } from './rule'

export type FloatArray = Float32Array | Float64Array

/** An algebra whose vectors are made of arrays, and live until all of them are released. */
export interface ArrayVectors<T, A extends FloatArray = Float32Array> extends Algebra<T> {
  of(values: A): T
  /** Writes a vector into an array. */
  copy(vector: T, into: A): void
  release(): void
  dispose(): void
}

/**
 * The rules on arrays of one precision, where no kernels are needed or none are there. A loop for each operation, since one
 * that is handed the operation is several times slower.
 */
export class ArrayAlgebra<A extends FloatArray> implements ArrayVectors<A, A> {
  private readonly pool: A[] = []
  private lent = 0

  /** @param empty an array of that length */
  constructor(private readonly empty: (length: number) => A) {}

  of(values: A): A {
    return values
  }

  copy(vector: A, into: A): void {
    into.set(vector)
  }

  release(): void {
    this.lent = 0
  }

  dispose(): void {}

  add(a: A | number, b: A | number): A {
    const { x, dx, y, dy, out } = this.prepare(a, b)
    for (let i = 0; i < out.length; i++) out[i] = x[i * dx] + y[i * dy]
    return out
  }

  mul(a: A | number, b: A | number): A {
    const { x, dx, y, dy, out } = this.prepare(a, b)
    for (let i = 0; i < out.length; i++) out[i] = x[i * dx] * y[i * dy]
    return out
  }

  div(a: A | number, b: A | number): A {
    const { x, dx, y, dy, out } = this.prepare(a, b)
    for (let i = 0; i < out.length; i++) out[i] = x[i * dx] / y[i * dy]
    return out
  }

  maximum(a: A | number, b: A | number): A {
    const { x, dx, y, dy, out } = this.prepare(a, b)
    for (let i = 0; i < out.length; i++) out[i] = Math.max(x[i * dx], y[i * dy])
    return out
  }

  sqrt(a: A): A {
    const out = this.lend(a.length)
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i])
    return out
  }

  sign(a: A): A {
    const out = this.lend(a.length)
    for (let i = 0; i < out.length; i++) out[i] = Math.sign(a[i])
    return out
  }

  norm(a: A): A {
    let sum = 0
    for (let i = 0; i < a.length; i++) sum += a[i] * a[i]
    return this.number(Math.sqrt(sum))
  }

  /** An operand of one entry stands for every entry of the other: it is read without moving on. */
  private prepare(a: A | number, b: A | number) {
    const x = typeof a === 'number' ? this.number(a) : a
    const y = typeof b === 'number' ? this.number(b) : b
    const out = this.lend(Math.max(x.length, y.length))
    return { x, dx: Math.min(1, x.length - 1), y, dy: Math.min(1, y.length - 1), out }
  }

  private number(value: number): A {
    const one = this.lend(1)
    one[0] = value
    return one
  }

  private lend(length: number): A {
    const next = this.pool[this.lent]
    if (next?.length !== length) this.pool[this.lent] = this.empty(length)
    return this.pool[this.lent++]
  }
}
