/** log 2, of which the first has zeros where a multiple of it needs them, and 1/log 2. */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const PER_LN2 = Math.LOG2E

/** Below it nothing is left, not even a denormal. */
const LEAST = -745.1332191019411

/** From here on x is brought nearer to 0; from the second on by more than one log 2; from the last on e^x is 1 + x. */
const NEAR = -0.3465735912322998
const TWICE = -1.0397205352783203
const TINY = -3.725290298461914e-9

/** 2^−n. */
const HALVES = new Float64Array(1022).fill(1)
for (let n = 1; n < HALVES.length; n++) HALVES[n] = HALVES[n - 1] / 2

/**
 * e^x, x ≤ 0, by the algorithm of fdlibm (e_exp.c). Engines have one or another for Math.exp, which differ in the last bit; by
 * this one a run comes out the same bit for bit in each of them, and by the kernels too (kernels/wasm/assembly/exp.ts).
 */
export function exp(x: number): number {
  if (x < LEAST) return 0
  if (x > TINY) return 1 + x
  // x = −n log 2 + r, |r| ≤ log(2)/2, and r = high − low.
  let n = 0
  let high = x
  let low = 0
  if (x <= NEAR) {
    n = x > TWICE ? 1 : -Math.trunc(PER_LN2 * x - 0.5)
    high = x + n * LN2_HIGH
    low = -n * LN2_LOW
  }
  const r = n === 0 ? x : high - low
  const square = r * r
  const tail =
    r -
    square *
      (0.16666666666666602 +
        square *
          (-0.0027777777777015593 +
            square * (0.00006613756321437934 + square * (-0.0000016533902205465252 + square * 4.1381367970572385e-8))))
  if (n === 0) return 1 - ((r * tail) / (tail - 2) - r)
  const power = 1 - (low - (r * tail) / (2 - tail) - high)
  return n < HALVES.length ? power * HALVES[n] : power * HALVES[n - 1000] * HALVES[1000]
}
