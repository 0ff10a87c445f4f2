import { ROWS } from './layerNorm'
import type { Program } from './program'

/**
 * Turns logits, [rows, V], into the gradient of the log-likelihood in them: of a row weight · (one-hot of its target −
 * probabilities).
 */
export function crossEntropyGradient(V: number): Program {
  return {
    name: 'gradient of cross-entropy',
    buffers: { logits: 'written f32', targets: 'u32', weights: 'f32' },
    constants: {},
    workgroup: [ROWS, 1],
    body: `
  let row = id.x;
  if (row >= rows) { return; }
  let start = row * ${V}u;
  var most = logits[start];
  for (var v = 1u; v < ${V}u; v++) { most = max(most, logits[start + v]); }
  var total = 0.0;
  for (var v = 0u; v < ${V}u; v++) { total += exp(logits[start + v] - most); }
  let weight = weights[row];
  let logTotal = most + log(total);
  for (var v = 0u; v < ${V}u; v++) {
    let hit = select(0.0, 1.0, v == targets[row]);
    logits[start + v] = weight * (hit - exp(logits[start + v] - logTotal));
  }`,
  }
}
