import type { Program } from './program'

/**
 * Products of matrices, each invocation a tile of the result in registers. The columns of a tile lie a workgroup's width
 * apart, so that neighbours read neighbours; no workgroup memory, so no barrier.
 */
export interface Tile {
  /** Sides of an invocation's tile. */
  readonly rows: number
  readonly columns: number
  /** Invocations of a workgroup along the columns, and along the rows. */
  readonly across: number
  readonly down: number
}

/** Fewer, larger tiles read less for each product; more and smaller ones fill a large device. */
export const LARGE: Tile = { rows: 8, columns: 8, across: 8, down: 8 }
export const SMALL: Tile = { rows: 4, columns: 4, across: 16, down: 4 }

/** Width from which on tiles can be large and still fill a graphics card. */
const WIDE = 192

/** An adapter that computes on the CPU has few cores to fill. Some browsers do not say whether theirs is one. */
export function tileFor({ adapterInfo }: Partial<GPUDevice>, width: number): Tile {
  return adapterInfo?.isFallbackAdapter || width >= WIDE ? LARGE : SMALL
}

/** What becomes of a product: WGSL that stores `value`, which belongs in `row` and `column`, at `at` of the result. */
interface Epilogue extends Pick<Program, 'buffers' | 'constants' | 'functions'> {
  readonly store: string
}

const BIAS = { bias: 'u32' } as const

const GELU_SCALE = Math.sqrt(2 / Math.PI)
const GELU_CUBE = 0.044715

/** tanh((2/π)^½ (x + 0.044715 x³)); no exponential overflows, since shaders may be compiled as if nothing ever did. */
const GATE = `
fn gate(x: f32) -> f32 {
  return 1.0 - 2.0 / (exp(min(80.0, x * (${2 * GELU_SCALE} + ${2 * GELU_SCALE * GELU_CUBE} * x * x))) + 1.0);
}`

const EPILOGUES = {
  plain: { buffers: {}, constants: {}, store: 'result[at] = value;' },
  bias: { buffers: {}, constants: BIAS, store: 'result[at] = value + w[own.bias + column];' },
  /** Added to rows of what went by, which a list says. */
  residual: {
    buffers: { residual: 'f32', rowOf: 'u32' },
    constants: BIAS,
    store: 'result[at] = value + w[own.bias + column] + residual[rowOf[row] * own.N + column];',
  },
  /** Queries, keys and values at once: keys and values of a row go where a list says. */
  keysValues: {
    buffers: { keysValues: 'written f32', place: 'u32' },
    constants: BIAS,
    store: `
      if (row >= rows) { return; }
      let sum = value + w[own.bias + column];
      let d = own.N / 3u;
      if (column < d) { result[row * d + column] = sum; }
      else { keysValues[place[row] * 2u * d + column - d] = sum; }`,
  },
  gelu: {
    buffers: { hidden: 'written f32' },
    constants: BIAS,
    functions: GATE,
    store: `
      let x = value + w[own.bias + column];
      hidden[at] = x;
      result[at] = 0.5 * x * (1.0 + gate(x));`,
  },
  /** Times the derivative of GELU at `hidden`. */
  geluGradient: {
    buffers: { hidden: 'f32' },
    constants: {},
    functions: GATE,
    store: `
      let x = hidden[at];
      let g = gate(x);
      let slope = (1.0 - g * g) * (${GELU_SCALE} + ${3 * GELU_SCALE * GELU_CUBE} * x * x);
      result[at] = value * 0.5 * (1.0 + g + x * slope);`,
  },
} satisfies Record<string, Epilogue>

/**
 * x w, [rows, K] × [K, N], with w at an offset of a larger buffer. Rows behind the last are computed too: buffers have room
 * for whole tiles.
 */
export function matmul(tile: Tile, epilogue: keyof typeof EPILOGUES): Program {
  const { buffers, constants, functions = '', store }: Epilogue = EPILOGUES[epilogue]
  return {
    name: `matmul, ${epilogue}`,
    buffers: { x: 'f32', w: 'f32', result: 'written f32', ...buffers },
    constants: { K: 'u32', N: 'u32', offset: 'u32', ...constants },
    workgroup: [tile.across, tile.down],
    functions: `${functions}
fn store(row: u32, column: u32, value: f32) {
  if (column >= own.N) { return; }
  let at = row * own.N + column;
  ${store}
}`,
    body: `
  let row = id.y * ${tile.rows}u;
  let column = group.x * ${span(tile)}u + lane.x;
  ${overRows(tile, i => `let x${i} = (row + ${i}u) * own.K;`)}
  ${overTile(tile, (i, j) => `var sum${i}_${j} = 0.0;`)}
  var at = own.offset + column;
  for (var k = 0u; k < own.K; k++) {
    ${overRows(tile, i => `let a${i} = x[x${i} + k];`)}
    ${overColumns(tile, j => `let b${j} = w[at + ${j * tile.across}u];`)}
    ${overTile(tile, (i, j) => `sum${i}_${j} += a${i} * b${j};`)}
    at += own.N;
  }
  ${storeTile(tile)}`,
  }
}

/** Workgroups of `matmul`. @param N columns of the result */
export function matmulGroups(tile: Tile, N: number, rows: number): readonly [number, number, number] {
  return [Math.ceil(N / span(tile)), Math.ceil(rows / (tile.rows * tile.down)), 1]
}

/**
 * xᵀ dy, [rows, K]ᵀ × [rows, N]: the gradient of a matrix, and with `bias` the sums of dy's columns beside it. Each of
 * `parts` invocations takes its share of the rows and writes its own copy of the flat gradient, [parts, P].
 */
export function weightGradient(tile: Tile, parts: number, bias: boolean): Program {
  return {
    name: `weight gradient${bias ? ' and bias' : ''}`,
    buffers: { x: 'f32', dy: 'f32', partial: 'written f32' },
    constants: { K: 'u32', N: 'u32', P: 'u32', offset: 'u32', ...(bias ? BIAS : {}) },
    workgroup: [tile.across, tile.down],
    functions: `
fn store(part: u32, row: u32, column: u32, value: f32) {
  if (row >= own.K || column >= own.N) { return; }
  partial[part * own.P + own.offset + row * own.N + column] = value;
}
fn storeBias(part: u32, column: u32, value: f32) {
  ${bias ? 'if (column < own.N) { partial[part * own.P + own.bias + column] = value; }' : ''}
}`,
    body: `
  let row = id.y * ${tile.rows}u;
  let column = group.x * ${span(tile)}u + lane.x;
  let share = (rows + ${parts - 1}u) / ${parts}u;
  let end = min(rows, (group.z + 1u) * share);
  ${overTile(tile, (i, j) => `var sum${i}_${j} = 0.0;`)}
  ${overColumns(tile, j => `var bias${j} = 0.0;`)}
  for (var r = group.z * share; r < end; r++) {
    let start = r * own.K + row;
    let to = r * own.N + column;
    ${overRows(tile, i => `let a${i} = x[start + ${i}u];`)}
    ${overColumns(tile, j => `let b${j} = dy[to + ${j * tile.across}u];`)}
    ${overTile(tile, (i, j) => `sum${i}_${j} += a${i} * b${j};`)}
    ${bias ? overColumns(tile, j => `bias${j} += b${j};`) : ''}
  }
  ${storeTile(tile, 'group.z, ')}
  if (row == 0u) {
    ${overColumns(tile, j => `storeBias(group.z, column + ${j * tile.across}u, bias${j});`)}
  }`,
  }
}

/** Workgroups of `weightGradient`. */
export function weightGradientGroups(
  tile: Tile,
  { K, N, parts }: { readonly K: number; readonly N: number; readonly parts: number },
): readonly [number, number, number] {
  return [Math.ceil(N / span(tile)), Math.ceil(K / (tile.rows * tile.down)), parts]
}

/** Columns that a workgroup makes. */
function span({ columns, across }: Tile): number {
  return columns * across
}

function overRows({ rows }: Tile, write: (i: number) => string): string {
  return Array.from({ length: rows }, (_, i) => write(i)).join('\n    ')
}

function overColumns({ columns }: Tile, write: (j: number) => string): string {
  return Array.from({ length: columns }, (_, j) => write(j)).join('\n    ')
}

function overTile(tile: Tile, write: (i: number, j: number) => string): string {
  return overRows(tile, i => overColumns(tile, j => write(i, j)))
}

/** Calls `store` for every entry of a tile: in a loop, since what is written out takes long to compile. */
function storeTile(tile: Tile, first = ''): string {
  const sums = overTile(tile, (i, j) => `sum${i}_${j},`)
  return `var sums = array<f32, ${tile.rows * tile.columns}>(
    ${sums}
  );
  for (var i = 0u; i < ${tile.rows}u; i++) {
    for (var j = 0u; j < ${tile.columns}u; j++) {
      store(${first}row + i, column + j * ${tile.across}u, sums[i * ${tile.columns}u + j]);
    }
  }`
}
