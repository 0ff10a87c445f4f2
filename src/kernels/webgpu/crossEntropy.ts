import { byRow } from './byRow'
import type { Program } from './program'

/**
 * Turns logits, [rows, V], into the gradient of the log-likelihood in them: of a row weight · (one-hot of its target −
 * probabilities).
 */
export function crossEntropyGradient(V: number, lanes: number): Program {
  return byRow(lanes, {
    name: 'gradient of cross-entropy',
    buffers: { logits: 'written f32', targets: 'u32', weights: 'f32' },
    constants: {},
    body: `
  let start = row * ${V}u;
  var most = -1e30;
  for (var v = first; v < ${V}u; v += stride) { most = max(most, logits[start + v]); }
  most = mostOfRow(most);
  var total = 0.0;
  for (var v = first; v < ${V}u; v += stride) { total += exp(logits[start + v] - most); }
  let logTotal = most + log(sumOverRow(total));
  let weight = weights[row];
  for (var v = first; v < ${V}u; v += stride) {
    let hit = select(0.0, 1.0, v == targets[row]);
    logits[start + v] = weight * (hit - exp(logits[start + v] - logTotal));
  }`,
  })
}
