import type { Program } from './program'

/** Invocations of a workgroup along columns, and along rows: enough that a million rows need no more workgroups than there may be. */
const ACROSS = 16
const DOWN = 16

export function embeddingGroups(d: number, rows: number, parts = 1): readonly [number, number, number] {
  return [Math.ceil(d / ACROSS), Math.ceil(rows / DOWN), parts]
}

/** Embeddings of tokens, at the beginning of the parameters, plus those of positions, which follow. */
export function embedding(d: number, V: number): Program {
  return {
    name: 'embedding',
    buffers: { theta: 'f32', tokens: 'u32', positions: 'u32', x: 'written f32' },
    constants: {},
    workgroup: [ACROSS, DOWN],
    body: `
  if (id.x >= ${d}u || id.y >= rows) { return; }
  x[id.y * ${d}u + id.x] = theta[tokens[id.y] * ${d}u + id.x] + theta[(${V}u + positions[id.y]) * ${d}u + id.x];`,
  }
}

/**
 * The gradients of both: of each token and position the sum over the rows where it stands, which are listed one behind the
 * other, those of entry t from `starts[t]` to `starts[t + 1]`. Tokens have a gradient already, as the head; it is added to.
 */
export function embeddingGradient(
  d: number,
  { V, context, parts }: { readonly V: number; readonly context: number; readonly parts: number },
): Program {
  return {
    name: 'gradient of embedding',
    buffers: { dx: 'f32', listed: 'u32', starts: 'u32', partial: 'written f32' },
    constants: { P: 'u32' },
    workgroup: [ACROSS, DOWN],
    body: `
  let entry = id.y;
  if (id.x >= ${d}u || entry >= ${V + context}u) { return; }
  let at = id.z * own.P + entry * ${d}u + id.x;
  var sum = 0.0;
  if (entry < ${V}u) { sum = partial[at]; }
  for (var i = starts[entry] + id.z; i < starts[entry + 1u]; i += ${parts}u) { sum += dx[listed[i] * ${d}u + id.x]; }
  partial[at] = sum;`,
  }
}
