import { ALONG, ENTRY, groupsAlong, type Program } from './program'

/** A matrix within the flat vector of all parameters. */
export interface Matrix {
  readonly offset: number
  readonly rows: number
  readonly columns: number
}

/** Transposes so many matrices, each to the offset that it has. */
export function transpose(matrices: number): Program {
  return {
    name: 'transpose',
    buffers: { theta: 'f32', transposed: 'written f32' },
    constants: { matrices: `array<vec4u, ${matrices}>` },
    workgroup: [ALONG, 1],
    body: `
  let matrix = own.matrices[id.z];
  let i = ${ENTRY};
  if (i >= matrix.y * matrix.z) { return; }
  transposed[matrix.x + i] = theta[matrix.x + (i % matrix.y) * matrix.z + i / matrix.y];`,
  }
}

export function transposeConstants(matrices: readonly Matrix[]): number[] {
  return matrices.flatMap(({ offset, rows, columns }) => [offset, rows, columns, 0])
}

export function transposeGroups(matrices: readonly Matrix[]): readonly [number, number, number] {
  const [across, down] = groupsAlong(Math.max(...matrices.map(({ rows, columns }) => rows * columns)))
  return [across, down, matrices.length]
}
