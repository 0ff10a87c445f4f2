/**
 * e^x in float64, x ≤ 0, by the algorithm of fdlibm (e_exp.c): with the same constants in the same order as in
 * src/models/linear/exp.ts, so that a model that is trained here comes out as in loops, bit for bit.
 */

/** log 2, of which the first has zeros where a multiple of it needs them, and 1/log 2. */
const LN2_HIGH: f64 = 6.9314718036912381649e-1
const LN2_LOW: f64 = 1.90821492927058770002e-10
const PER_LN2: f64 = 1.442695040888963387

/** Below it nothing is left, not even a denormal. */
const LEAST: f64 = -7.45133219101941108420e2

/** High words of log(2)/2, of 3 log(2)/2, and of 2⁻²⁸. */
const HALF_LN2: u32 = 0x3fd62e42
const ONE_AND_A_HALF_LN2: u32 = 0x3ff0a2b2
const TINY: u32 = 0x3e300000

/** 2^n for n from −1022 to 1023. */
// @ts-ignore: decorator
@inline
function powerOf2(n: i32): f64 {
  return reinterpret<f64>(<u64>(1023 + n) << 52)
}

export function exp(x: f64): f64 {
  if (x < LEAST) return 0
  const size = <u32>(reinterpret<u64>(x) >> 32) & 0x7fffffff
  let high: f64 = 0
  let low: f64 = 0
  let n: i32 = 0
  // x = n log 2 + r, |r| ≤ log(2)/2, and r = high − low.
  if (size > HALF_LN2) {
    n = size < ONE_AND_A_HALF_LN2 ? -1 : <i32>(PER_LN2 * x - 0.5)
    high = x - <f64>n * LN2_HIGH
    low = <f64>n * LN2_LOW
    x = high - low
  } else if (size < TINY) {
    return 1 + x
  }
  const square = x * x
  const tail =
    x -
    square *
      (1.66666666666666019037e-1 +
        square *
          (-2.77777777770155933842e-3 +
            square *
              (6.61375632143793436117e-5 +
                square * (-1.6533902205465251539e-6 + square * 4.13813679705723846039e-8))))
  if (n == 0) return 1 - ((x * tail) / (tail - 2) - x)
  const power = 1 - (low - (x * tail) / (2 - tail) - high)
  return n >= -1021 ? power * powerOf2(n) : power * powerOf2(n + 1000) * powerOf2(-1000)
}
