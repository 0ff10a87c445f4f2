import { Arena } from '../kernels/wasm/arena'
import { closeKernels, type Kernels, openKernels } from '../kernels/wasm/kernels'
import type { ArrayVectors } from './arrayAlgebra'

/** A vector in a kernel's memory. */
interface Vector {
  readonly at: number
  readonly length: number
}

type Operand = Vector | number

/** Bytes by which a kernel moves on in a vector; in a number it stays where it is, and finds it four times. */
const MOVE = 16
const PLACES = 4

/** The rules by SIMD kernels. */
export class KernelAlgebra implements ArrayVectors<Vector> {
  private arena: Arena

  /** Null where there are no kernels. */
  static open(): KernelAlgebra | null {
    const kernels = openKernels()
    return kernels && new KernelAlgebra(kernels)
  }

  private constructor(private readonly kernels: Kernels) {
    this.arena = new Arena(kernels.memory, kernels.free())
  }

  of(values: Float32Array): Vector {
    const vector = this.lend(values.length)
    this.floats(vector).set(values)
    return vector
  }

  copy(vector: Vector, into: Float32Array): void {
    into.set(this.floats(vector))
  }

  release(): void {
    this.arena = new Arena(this.kernels.memory, this.kernels.free())
  }

  dispose(): void {
    closeKernels(this.kernels)
  }

  add(a: Operand, b: Operand): Vector {
    return this.each(this.kernels.add, a, b)
  }

  mul(a: Operand, b: Operand): Vector {
    return this.each(this.kernels.mul, a, b)
  }

  div(a: Operand, b: Operand): Vector {
    return this.each(this.kernels.div, a, b)
  }

  maximum(a: Operand, b: Operand): Vector {
    return this.each(this.kernels.maximum, a, b)
  }

  sqrt(a: Vector): Vector {
    const out = this.lend(a.length)
    this.kernels.sqrt(a.at, out.at, a.length)
    return out
  }

  sign(a: Vector): Vector {
    const out = this.lend(a.length)
    this.kernels.sign(a.at, out.at, a.length)
    return out
  }

  norm(a: Vector): Vector {
    let sum = 0
    for (const entry of this.floats(a)) sum += entry * entry
    return this.number(Math.sqrt(sum))
  }

  /** Entry by entry; an operand of one entry stands for every entry of the other. */
  private each(kernel: Kernels['add'], a: Operand, b: Operand): Vector {
    const x = typeof a === 'number' ? this.number(a) : a
    const y = typeof b === 'number' ? this.number(b) : b
    const length = Math.max(x.length, y.length)
    // A single number has room for four.
    const out = length === 1 ? this.number(0) : this.lend(length)
    kernel(x.at, x.length > 1 ? MOVE : 0, y.at, y.length > 1 ? MOVE : 0, out.at, length)
    return out
  }

  private number(value: number): Vector {
    const { at } = this.lend(PLACES)
    this.arena.floats(at, PLACES).fill(value)
    return { at, length: 1 }
  }

  private lend(length: number): Vector {
    const at = this.arena.numbers(length)
    this.arena.commit()
    return { at, length }
  }

  private floats({ at, length }: Vector): Float32Array {
    return this.arena.floats(at, length)
  }
}
