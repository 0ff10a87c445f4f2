import type { Algebra } from './rule'

type Operand = Float64Array | number

/** Entry by entry; an operand of one entry stands for every entry of the other. */
function zip(a: Operand, b: Operand, combine: (x: number, y: number) => number): Float64Array {
  const left = lengthOf(a)
  const right = lengthOf(b)
  const result = new Float64Array(Math.max(left, right))
  for (let i = 0; i < result.length; i++) {
    result[i] = combine(
      typeof a === 'number' ? a : a[left === 1 ? 0 : i],
      typeof b === 'number' ? b : b[right === 1 ? 0 : i],
    )
  }
  return result
}

function lengthOf(operand: Operand): number {
  return typeof operand === 'number' ? 1 : operand.length
}

/** The rules in float64, plainly: the reference for every backend. */
export const float64Algebra: Algebra<Float64Array> = {
  add: (a, b) => zip(a, b, (x, y) => x + y),
  mul: (a, b) => zip(a, b, (x, y) => x * y),
  div: (a, b) => zip(a, b, (x, y) => x / y),
  maximum: (a, b) => zip(a, b, Math.max),
  sqrt: a => a.map(Math.sqrt),
  sign: a => a.map(Math.sign),
  norm: a => {
    let squares = 0
    for (let i = 0; i < a.length; i++) squares += a[i] * a[i]
    return Float64Array.of(Math.sqrt(squares))
  },
}
