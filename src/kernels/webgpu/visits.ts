import type { DrawTables } from '../drawTables'
import { PHILOX } from './philox'
import { ALONG, ENTRY, type Program } from './program'

/**
 * Adds the visits of batches of training sequences to counts, [batches, S, V]; a sequence of a batch each. The draws are those
 * of src/models/sequences/sampler.ts.
 */
export const COUNT_VISITS: Program = {
  name: 'visits',
  // Of each batch its seed and its number.
  buffers: { batches: 'u32', tables: 'u32', counts: 'atomic u32' },
  constants: { stream: 'u32', sequences: 'u32', prompts: 'u32', vocabulary: 'u32', cells: 'u32' },
  workgroup: [ALONG, 1],
  functions: `${PHILOX}
fn firstAbove(row: u32, length: u32, word: u32) -> u32 {
  // The largest word would pass every threshold and could fall to an outcome of probability 0.
  let draw = min(word, 0xfffffffeu);
  let last = row + length - 1u;
  var at = row;
  while (at < last && draw >= tables[at]) { at++; }
  return at;
}
`,
  body: `
  let entry = ${ENTRY};
  let batch = entry / own.sequences;
  if (batch >= rows) { return; }
  let sequence = entry % own.sequences;
  let key = vec2u(batches[2u * batch], own.stream);
  let number = batches[2u * batch + 1u];
  let tokens = 3u * own.prompts;
  let next = tokens + own.cells;
  var words = philox(vec4u(0u, sequence, number, 0u), key);
  let prompt = firstAbove(0u, own.prompts, words.x);
  var state = tables[own.prompts + prompt];
  let length = tables[2u * own.prompts + prompt];
  // Word 0 of a sequence chose its prompt; token h is word h + 1.
  for (var word = 1u; word <= length; word++) {
    if (word % 4u == 0u) { words = philox(vec4u(word / 4u, sequence, number, 0u), key); }
    let cell = firstAbove(tokens + state * own.vocabulary, own.vocabulary, words[word % 4u]) - tokens;
    atomicAdd(&counts[batch * own.cells + cell], 1u);
    state = tables[next + cell];
  }`,
}

/** The tables as the program reads them, one behind the other. */
export function packTables({ prompts, states, lengths, tokens, next }: DrawTables): Uint32Array<ArrayBuffer> {
  const packed = new Uint32Array(3 * prompts.length + 2 * tokens.length)
  let at = 0
  for (const table of [prompts, states, lengths, tokens, next]) {
    packed.set(table, at)
    at += table.length
  }
  return packed
}
