/** What is done with vectors of four float32 in more than one place. */

/** a·b + c, rounded once where the engine has relaxed SIMD and the processor can do that in one, else twice. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(c, f32x4.mul(a, b))
}

// @ts-ignore: decorator
@inline
export function sumOf(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  )
}

// @ts-ignore: decorator
@inline
export function largestOf(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  )
}

/**
 * Constants of loops, loaded into all four places of a vector where they are needed: one instruction. Written into the code,
 * V8 makes each of them anew, in five, every time that it comes by.
 */
const LOWEST = memory.data<f32>([-127])
const HIGHEST = memory.data<f32>([127])
const ROUNDING = memory.data<f32>([12582912])
const EXP2_1 = memory.data<f32>([0.6931469776])
const EXP2_2 = memory.data<f32>([0.2402224208])
const EXP2_3 = memory.data<f32>([0.0555073375])
const EXP2_4 = memory.data<f32>([0.0096715127])
const EXP2_5 = memory.data<f32>([0.0013264726])
export const ONE = memory.data<f32>([1])

// @ts-ignore: decorator
@inline
export function all(constant: usize): v128 {
  return v128.load_splat<f32>(constant)
}

/**
 * 2ˣ to about 1e-7, relative; 0 from −127 down, 2¹²⁷ from 127 up. What is not a number stays so. By 2ⁿ·2ᶠ, n whole, |f| ≤ ½,
 * with the polynomial of degree 5 whose largest relative error for 2ᶠ is least.
 */
// @ts-ignore: decorator
@inline
export function exp2(x: v128): v128 {
  const within = f32x4.pmin(f32x4.pmax(x, all(LOWEST)), all(HIGHEST))
  // Adding 1.5·2²³ rounds to a whole number, and leaves it in the lowest bits.
  const shifted = f32x4.add(within, all(ROUNDING))
  const f = f32x4.sub(within, f32x4.sub(shifted, all(ROUNDING)))
  // In pairs, since what limits a loop is how long each value waits for the one before.
  const square = f32x4.mul(f, f)
  const middle = multiplyAdd(f, all(EXP2_3), all(EXP2_2))
  const high = multiplyAdd(f, all(EXP2_5), all(EXP2_4))
  const low = multiplyAdd(f, all(EXP2_1), all(ONE))
  const p = multiplyAdd(multiplyAdd(high, square, middle), square, low)
  return f32x4.mul(p, i32x4.add(i32x4.shl(shifted, 23), all(ONE)))
}
