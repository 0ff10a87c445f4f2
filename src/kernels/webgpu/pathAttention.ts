import { HEAD_SCALE, type HeadSizes, lookAt, ROWS } from './attention'
import { NO_ROW } from './layerNorm'
import { loop, type Program } from './program'

/**
 * Attention along the way back to the first token, an invocation for each row and head: keys and values, [places, 2d], lie
 * anywhere, and of each place a list says which one comes before it. So what begins alike is there once. `rowOf` lists the
 * rows that ask, `place` says where each of them is.
 */
export function pathAttention(sizes: HeadSizes): Program {
  const { d, heads } = sizes
  const each = d / heads
  return {
    name: 'attention along paths',
    buffers: { q: 'f32', keysValues: 'f32', rowOf: 'u32', place: 'u32', previous: 'u32', y: 'written f32' },
    constants: {},
    workgroup: [ROWS, 1],
    body: `
  let query = id.x;
  if (query >= rows) { return; }
  let row = rowOf[query];
  let head = id.y * ${each}u;
  var own: array<f32, ${each}>;
  var sum: array<f32, ${each}>;
  let base = row * ${d}u + head;
  ${loop(each, c => `own[${c}] = q[base + ${c}] * ${HEAD_SCALE(sizes)};`)}
  var most = -1e30;
  var total = 0.0;
  for (var at = place[row]; at != ${NO_ROW}u; at = previous[at]) {
    let k = at * ${2 * d}u + head;
    let v = k + ${d}u;
    ${lookAt(each, 'own', 'keysValues')}
  }
  let to = query * ${d}u + head;
  ${loop(each, c => `y[to + ${c}] = sum[${c}] / total;`)}`,
  }
}
