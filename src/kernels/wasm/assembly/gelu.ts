import { FLOAT, VECTOR } from './tile'
import { exp } from './vector'

/** (2/π)^½, and that times 0.044715. */
const SCALE: f32 = 0.7978845608
const CUBE: f32 = 0.0356774081

/**
 * GELU in its tanh form, x·σ(2u) with u = (2/π)^½ (x + 0.044715 x³); x is replaced by the slope there, which is all that
 * the gradient needs.
 * @param columns a multiple of 4
 */
export function gelu(x: usize, rows: i32, columns: i32, y: usize, ld: usize): void {
  const one = f32x4.splat(1)
  for (let r = 0; r < rows; r++) {
    for (let at: usize = 0; at < <usize>columns * FLOAT; at += VECTOR) {
      const own = v128.load(x + at)
      const square = f32x4.mul(own, own)
      const u = f32x4.mul(own, f32x4.add(f32x4.mul(square, f32x4.splat(CUBE)), f32x4.splat(SCALE)))
      const gate = f32x4.div(one, f32x4.add(one, exp(f32x4.mul(u, f32x4.splat(-2)))))
      const active = f32x4.mul(own, gate)
      const du = f32x4.add(f32x4.mul(square, f32x4.splat(6 * CUBE)), f32x4.splat(2 * SCALE))
      v128.store(y + at, active)
      v128.store(x + at, f32x4.add(gate, f32x4.mul(f32x4.mul(active, f32x4.sub(one, gate)), du)))
    }
    x += ld
    y += ld
  }
}

/** dy times the slope, in place. */
export function geluGradient(dy: usize, rows: i32, columns: i32, slope: usize, ld: usize): void {
  for (let r = 0; r < rows; r++) {
    for (let at: usize = 0; at < <usize>columns * FLOAT; at += VECTOR) {
      v128.store(dy + at, f32x4.mul(v128.load(dy + at), v128.load(slope + at)))
    }
    dy += ld
    slope += ld
  }
}
