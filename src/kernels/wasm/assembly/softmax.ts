import { FLOAT, VECTOR } from './tile'
import { exp2, largestOf, sumOf } from './vector'

/** So low that its exponential is 0, and finite. */
const NEVER: f32 = -1e30
const LOG2_E: f32 = 1.44269504

/** Keeps the entries from one address to another out of a softmax. */
// @ts-ignore: decorator
@inline
export function hide(from: usize, to: usize): void {
  for (let at = from; at < to; at += FLOAT) store<f32>(at, NEVER)
}

/**
 * Softmax of scale · x over the first `valid` entries, in place; those after it, up to `padded`, become 0.
 * @param padded a multiple of 4
 * @returns Σ exp(scale · (x − max))
 */
// @ts-ignore: decorator
@inline
export function softmax(x: usize, valid: i32, padded: i32, scale: f32): f32 {
  const end = x + <usize>padded * FLOAT
  hide(x + <usize>valid * FLOAT, end)
  let most = f32x4.splat(NEVER)
  for (let at = x; at < end; at += VECTOR) most = f32x4.pmax(most, v128.load(at))
  const largest = f32x4.splat(largestOf(most))
  const scales = f32x4.splat(scale * LOG2_E)
  let sums = f32x4.splat(0)
  for (let at = x; at < end; at += VECTOR) {
    const weight = exp2(f32x4.mul(f32x4.sub(v128.load(at), largest), scales))
    sums = f32x4.add(sums, weight)
    v128.store(at, weight)
  }
  const sum = sumOf(sums)
  const share = f32x4.splat(1 / sum)
  for (let at = x; at < end; at += VECTOR) v128.store(at, f32x4.mul(v128.load(at), share))
  return sum
}
