import { FLOAT, VECTOR } from './tile'

/**
 * Vectors entry by entry, four at a time and so up to three more than asked for. An operand moves on by 16 bytes; or by 0,
 * and then it is one number in all four places.
 */

export function add(x: usize, dx: usize, y: usize, dy: usize, z: usize, length: i32): void {
  for (const end = z + <usize>length * FLOAT; z < end; z += VECTOR) {
    v128.store(z, f32x4.add(v128.load(x), v128.load(y)))
    x += dx
    y += dy
  }
}

export function mul(x: usize, dx: usize, y: usize, dy: usize, z: usize, length: i32): void {
  for (const end = z + <usize>length * FLOAT; z < end; z += VECTOR) {
    v128.store(z, f32x4.mul(v128.load(x), v128.load(y)))
    x += dx
    y += dy
  }
}

export function div(x: usize, dx: usize, y: usize, dy: usize, z: usize, length: i32): void {
  for (const end = z + <usize>length * FLOAT; z < end; z += VECTOR) {
    v128.store(z, f32x4.div(v128.load(x), v128.load(y)))
    x += dx
    y += dy
  }
}

export function maximum(x: usize, dx: usize, y: usize, dy: usize, z: usize, length: i32): void {
  for (const end = z + <usize>length * FLOAT; z < end; z += VECTOR) {
    v128.store(z, f32x4.max(v128.load(x), v128.load(y)))
    x += dx
    y += dy
  }
}

export function sqrt(x: usize, z: usize, length: i32): void {
  for (const end = z + <usize>length * FLOAT; z < end; z += VECTOR) {
    v128.store(z, f32x4.sqrt(v128.load(x)))
    x += VECTOR
  }
}

/** −1, 1, or the entry itself where it is neither negative nor positive. */
export function sign(x: usize, z: usize, length: i32): void {
  for (const end = z + <usize>length * FLOAT; z < end; z += VECTOR) {
    const own = v128.load(x)
    const signs = v128.or(v128.and(own, f32x4.splat(-0.0)), f32x4.splat(1))
    const either = f32x4.gt(f32x4.abs(own), f32x4.splat(0))
    v128.store(z, v128.bitselect(signs, own, either))
    x += VECTOR
  }
}
