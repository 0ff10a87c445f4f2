import { FLOAT, VECTOR } from './tile'
import { all, exp2, multiplyAdd, ONE } from './vector'

// With 2u = 2(2/π)^½ (x + 0.044715 x³): −2u·log₂e in terms of x and x³, and its slope in 1 and x².
const FIRST = memory.data<f32>([-2.30220819814])
const THIRD = memory.data<f32>([-0.10294323958])
const SLOPE = memory.data<f32>([1.59576912161])
const SLOPE_2 = memory.data<f32>([0.21406444882])

/**
 * GELU in its tanh form, x·σ(2u) with u = (2/π)^½ (x + 0.044715 x³); x is replaced by the slope there, which is all that
 * the gradient needs.
 * @param columns a multiple of 4
 */
export function gelu(x: usize, rows: i32, columns: i32, y: usize, ld: usize): void {
  for (let r = 0; r < rows; r++) {
    for (let at: usize = 0; at < <usize>columns * FLOAT; at += VECTOR) {
      const own = v128.load(x + at)
      const square = f32x4.mul(own, own)
      const power = f32x4.mul(own, multiplyAdd(square, all(THIRD), all(FIRST)))
      const gate = f32x4.div(all(ONE), f32x4.add(all(ONE), exp2(power)))
      const active = f32x4.mul(own, gate)
      const slope = multiplyAdd(square, all(SLOPE_2), all(SLOPE))
      v128.store(y + at, active)
      v128.store(x + at, multiplyAdd(f32x4.mul(active, f32x4.sub(all(ONE), gate)), slope, gate))
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
