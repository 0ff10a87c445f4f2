import { byRow } from './byRow'
import type { Program } from './program'

const EPSILON = 1e-5

/** Layer normalization of rows of width d; keeps mean and 1/deviation of each in `moments`, [rows, 2]. */
export function layerNorm(d: number, lanes: number): Program {
  return byRow(lanes, {
    name: 'layer normalization',
    buffers: { theta: 'f32', x: 'f32', y: 'written f32', moments: 'written f32' },
    constants: { gain: 'u32', bias: 'u32' },
    body: `
  let start = row * ${d}u;
  var mean = 0.0;
  for (var c = first; c < ${d}u; c += stride) { mean += x[start + c]; }
  mean = sumOverRow(mean) / ${d}.0;
  var variance = 0.0;
  for (var c = first; c < ${d}u; c += stride) {
    let centred = x[start + c] - mean;
    variance += centred * centred;
  }
  let inverse = inverseSqrt(sumOverRow(variance) / ${d}.0 + ${EPSILON});
  for (var c = first; c < ${d}u; c += stride) {
    y[start + c] = (x[start + c] - mean) * inverse * theta[own.gain + c] + theta[own.bias + c];
  }
  if (first == 0u) {
    moments[2u * row] = mean;
    moments[2u * row + 1u] = inverse;
  }`,
  })
}

/** Stands in a list of rows for none. */
export const NO_ROW = 0xffffffff

/**
 * The gradient in what was normalized, from the one in the result.
 * @param residual whether the gradient of what went by is added, at the rows that a list says
 */
export function layerNormGradient(d: number, residual: boolean, lanes: number): Program {
  return byRow(lanes, {
    name: `gradient of layer normalization${residual ? ' and residual' : ''}`,
    buffers: {
      theta: 'f32',
      x: 'f32',
      moments: 'f32',
      dy: 'f32',
      dx: 'written f32',
      ...(residual ? { dResidual: 'f32', queryOf: 'u32' } : {}),
    },
    constants: { gain: 'u32' },
    body: `
  let start = row * ${d}u;
  let mean = moments[2u * row];
  let inverse = moments[2u * row + 1u];
  var sum = 0.0;
  var alongUnit = 0.0;
  for (var c = first; c < ${d}u; c += stride) {
    let dUnit = dy[start + c] * theta[own.gain + c];
    sum += dUnit;
    alongUnit += dUnit * (x[start + c] - mean) * inverse;
  }
  sum = sumOverRow(sum) / ${d}.0;
  alongUnit = sumOverRow(alongUnit) / ${d}.0;
  ${residual ? 'let query = queryOf[row];' : ''}
  for (var c = first; c < ${d}u; c += stride) {
    let unit = (x[start + c] - mean) * inverse;
    var gradient = inverse * (dy[start + c] * theta[own.gain + c] - sum - unit * alongUnit);
    ${residual ? `if (query != ${NO_ROW}u) { gradient += dResidual[query * ${d}u + c]; }` : ''}
    dx[start + c] = gradient;
  }`,
  })
}

/** Invocations of a workgroup, one for each column. */
const COLUMNS = 64

/** Gradients of gain and bias, sums over rows: each of `parts` takes its share of them into its own copy of the gradient. */
export function gainGradient(d: number, parts: number): Program {
  return {
    name: 'gradient of gain and bias',
    buffers: { x: 'f32', moments: 'f32', dy: 'f32', partial: 'written f32' },
    constants: { P: 'u32', gain: 'u32', bias: 'u32' },
    workgroup: [COLUMNS, 1],
    body: `
  let c = id.x;
  if (c >= ${d}u) { return; }
  let share = (rows + ${parts - 1}u) / ${parts}u;
  let end = min(rows, (id.y + 1u) * share);
  var gain = 0.0;
  var bias = 0.0;
  for (var row = id.y * share; row < end; row++) {
    let dBias = dy[row * ${d}u + c];
    gain += dBias * (x[row * ${d}u + c] - moments[2u * row]) * moments[2u * row + 1u];
    bias += dBias;
  }
  partial[id.y * own.P + own.gain + c] = gain;
  partial[id.y * own.P + own.bias + c] = bias;`,
  }
}

export function gainGradientGroups(d: number, parts: number): readonly [number, number, number] {
  return [Math.ceil(d / COLUMNS), parts, 1]
}
