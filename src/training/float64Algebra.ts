import type { Algebra } from './rule'

type Operand = Float64Array | number

/** Entry by entry; an operand of one entry stands for every entry of the other. */
function zip(a: Operand, b: Operand, combine: (x: number, y: number) => number): Float64Array {
  const left = typeof a === 'number' ? [a] : a
  const right = typeof b === 'number' ? [b] : b
  return Float64Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    combine(left[left.length === 1 ? 0 : i], right[right.length === 1 ? 0 : i]),
  )
}

/** The rules in float64: the reference for every backend. */
export const float64Algebra: Algebra<Float64Array> = {
  add: (a, b) => zip(a, b, (x, y) => x + y),
  mul: (a, b) => zip(a, b, (x, y) => x * y),
  div: (a, b) => zip(a, b, (x, y) => x / y),
  maximum: (a, b) => zip(a, b, Math.max),
  sqrt: a => a.map(Math.sqrt),
  sign: a => a.map(Math.sign),
  norm: a => Float64Array.of(Math.hypot(...a)),
}
