import { loop, type Program } from './program'

/**
 * Causal attention within sequences that lie one behind the other, an invocation for each row and head. Probabilities are
 * made when they are needed and never kept: of each query only the logarithm of their sum. Queries, keys and values are side
 * by side, [rows, 3d]; the rows that ask are listed in `rowOf`, which need not be all.
 */

/** Invocations of a workgroup, one for each row. */
export const ROWS = 64

/** Workgroups: rows along x, heads along y. */
export function attentionGroups(heads: number, rows: number): readonly [number, number, number] {
  return [Math.ceil(rows / ROWS), heads, 1]
}

export interface HeadSizes {
  /** Width of all heads together. */
  readonly d: number
  readonly heads: number
}

/** What the products of queries and keys are scaled by. */
export const HEAD_SCALE = ({ d, heads }: HeadSizes) => Math.sqrt(heads / d)

/**
 * Softmax key by key, in WGSL: the key at k and the value at v of `stored`, as `query` sees them, are added to `sum` and `total`,
 * both relative to the largest score so far, `most`.
 */
export function lookAt(each: number, query: string, stored: string): string {
  return `var score = 0.0;
    ${loop(each, c => `score += ${query}[${c}] * ${stored}[k + ${c}];`)}
    let top = max(most, score);
    let before = exp(most - top);
    let probability = exp(score - top);
    total = total * before + probability;
    ${loop(each, c => `sum[${c}] = sum[${c}] * before + probability * ${stored}[v + ${c}];`)}
    most = top;`
}

export function attention(sizes: HeadSizes): Program {
  const { d, heads } = sizes
  const each = d / heads
  return {
    name: 'attention',
    buffers: { qkv: 'f32', rowOf: 'u32', first: 'u32', y: 'written f32', logSum: 'written f32' },
    constants: {},
    workgroup: [ROWS, 1],
    body: `
  let query = id.x;
  if (query >= rows) { return; }
  let row = rowOf[query];
  let head = id.y * ${each}u;
  var q: array<f32, ${each}>;
  var sum: array<f32, ${each}>;
  let base = row * ${3 * d}u + head;
  ${loop(each, c => `q[${c}] = qkv[base + ${c}] * ${HEAD_SCALE(sizes)};`)}
  var most = -1e30;
  var total = 0.0;
  for (var key = first[row]; key <= row; key++) {
    let k = key * ${3 * d}u + ${d}u + head;
    let v = k + ${d}u;
    ${lookAt(each, 'q', 'qkv')}
  }
  let to = query * ${d}u + head;
  ${loop(each, c => `y[to + ${c}] = sum[${c}] / total;`)}
  logSum[query * ${heads}u + id.y] = most + log(total);`,
  }
}

/** The gradient in the queries; leaves dy·y behind, which that in keys and values needs too, [queries, heads]. */
export function queryGradient(sizes: HeadSizes): Program {
  const { d, heads } = sizes
  const each = d / heads
  return {
    name: 'gradient of queries',
    buffers: {
      qkv: 'f32',
      rowOf: 'u32',
      first: 'u32',
      y: 'f32',
      logSum: 'f32',
      dy: 'f32',
      dQkv: 'written f32',
      inner: 'written f32',
    },
    constants: {},
    workgroup: [ROWS, 1],
    body: `
  let query = id.x;
  if (query >= rows) { return; }
  let row = rowOf[query];
  let head = id.y * ${each}u;
  var q: array<f32, ${each}>;
  var dOut: array<f32, ${each}>;
  var sum: array<f32, ${each}>;
  let base = row * ${3 * d}u + head;
  let start = query * ${d}u + head;
  var along = 0.0;
  ${loop(
    each,
    c => `q[${c}] = qkv[base + ${c}] * ${HEAD_SCALE(sizes)};
  dOut[${c}] = dy[start + ${c}];
  along += dOut[${c}] * y[start + ${c}];`,
  )}
  let logTotal = logSum[query * ${heads}u + id.y];
  for (var key = first[row]; key <= row; key++) {
    let k = key * ${3 * d}u + ${d}u + head;
    let v = k + ${d}u;
    var score = 0.0;
    var dProbability = 0.0;
    ${loop(each, c => `score += q[${c}] * qkv[k + ${c}];\n    dProbability += dOut[${c}] * qkv[v + ${c}];`)}
    let dScore = exp(score - logTotal) * (dProbability - along);
    ${loop(each, c => `sum[${c}] += dScore * qkv[k + ${c}];`)}
  }
  ${loop(each, c => `dQkv[base + ${c}] = sum[${c}] * ${HEAD_SCALE(sizes)};`)}
  inner[query * ${heads}u + id.y] = along;`,
  }
}

/**
 * The gradients in keys and values, from the queries that looked at them: those from `begin` to `end` of each row. A row that
 * did not ask has none in its query.
 */
export function keyValueGradient(sizes: HeadSizes): Program {
  const { d, heads } = sizes
  const each = d / heads
  return {
    name: 'gradient of keys and values',
    buffers: {
      qkv: 'f32',
      rowOf: 'u32',
      begin: 'u32',
      end: 'u32',
      logSum: 'f32',
      dy: 'f32',
      inner: 'f32',
      dQkv: 'written f32',
    },
    constants: {},
    workgroup: [ROWS, 1],
    body: `
  let row = id.x;
  if (row >= rows) { return; }
  let head = id.y * ${each}u;
  var key: array<f32, ${each}>;
  var value: array<f32, ${each}>;
  var dKey: array<f32, ${each}>;
  var dValue: array<f32, ${each}>;
  let base = row * ${3 * d}u + head;
  ${loop(
    each,
    c => `key[${c}] = qkv[base + ${d}u + ${c}] * ${HEAD_SCALE(sizes)};
  value[${c}] = qkv[base + ${2 * d}u + ${c}];`,
  )}
  let first = begin[row];
  // From the last one on: neighbours keep step, though fewer look at the later of them.
  for (var query = end[row]; query > first; ) {
    query--;
    let q = rowOf[query] * ${3 * d}u + head;
    let start = query * ${d}u + head;
    var score = 0.0;
    var dProbability = 0.0;
    ${loop(each, c => `score += key[${c}] * qkv[q + ${c}];\n    dProbability += value[${c}] * dy[start + ${c}];`)}
    let at = query * ${heads}u + id.y;
    let probability = exp(score - logSum[at]);
    let dScore = probability * (dProbability - inner[at]);
    ${loop(each, c => `dKey[${c}] += dScore * qkv[q + ${c}];\n    dValue[${c}] += probability * dy[start + ${c}];`)}
  }
  ${loop(
    each,
    c => `dQkv[base + ${d}u + ${c}] = dKey[${c}] * ${HEAD_SCALE(sizes)};
  dQkv[base + ${2 * d}u + ${c}] = dValue[${c}];`,
  )}
  let asks = first < end[row] && rowOf[first] == row;
  if (!asks) {
    ${loop(each, c => `dQkv[base + ${c}] = 0.0;`)}
  }`,
  }
}
