import { softmax } from './softmax'
import { FLOAT, VECTOR } from './tile'

/**
 * Replaces logits, [rows, V], by the gradient of Σ weight · log p(target) in them.
 * @param targets [rows], int32
 * @param weights [rows]
 * @param probabilities of the targets, written, [rows]
 */
export function crossEntropy(
  logits: usize,
  ld: usize,
  rows: i32,
  V: i32,
  targets: usize,
  weights: usize,
  probabilities: usize,
): void {
  const padded = (V + 3) & ~3
  for (let r = 0; r < rows; r++) {
    softmax(logits, V, padded, 1)
    const weight = load<f32>(weights)
    const target = logits + <usize>load<i32>(targets) * FLOAT
    store<f32>(probabilities, load<f32>(target))
    const negative = f32x4.splat(-weight)
    const end = logits + <usize>padded * FLOAT
    for (let at = logits; at < end; at += VECTOR) v128.store(at, f32x4.mul(v128.load(at), negative))
    store<f32>(target, load<f32>(target) + weight)
    logits += ld
    targets += FLOAT
    weights += FLOAT
    probabilities += FLOAT
  }
}
