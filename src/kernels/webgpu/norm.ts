import type { Program } from './program'

/** Sums that are made at once, and of as many again. */
const SIDE = 128
const WORKGROUP = 64

/** Entries of the buffer for sums; the norm becomes the first. */
export const NORM_SUMS = 1 + SIDE + SIDE * SIDE

const workgroup = [WORKGROUP, 1] as const
const buffers = { gradient: 'f32', sums: 'written f32' } as const
const constants = { P: 'u32' }

/**
 * Euclidean norm of a vector of P entries in three dispatches: sums of squares, sums of those, and the root of their sum. So
 * no invocation adds up more than a few hundred, and none waits for another.
 */
export const NORM: readonly { readonly program: Program; readonly groups: readonly [number, number, number] }[] = [
  {
    program: {
      name: 'sums of squares',
      buffers,
      constants,
      workgroup,
      body: `
  var sum = 0.0;
  for (var i = id.x; i < own.P; i += ${SIDE * SIDE}u) { sum += gradient[i] * gradient[i]; }
  sums[${1 + SIDE}u + id.x] = sum;`,
    },
    groups: [(SIDE * SIDE) / WORKGROUP, 1, 1],
  },
  {
    program: {
      name: 'sums of sums',
      buffers,
      constants,
      workgroup,
      body: `
  var sum = 0.0;
  for (var i = 0u; i < ${SIDE}u; i++) { sum += sums[${1 + SIDE}u + i * ${SIDE}u + id.x]; }
  sums[1u + id.x] = sum;`,
    },
    groups: [SIDE / WORKGROUP, 1, 1],
  },
  {
    program: {
      name: 'norm',
      buffers,
      constants,
      workgroup: [1, 1],
      body: `
  var sum = 0.0;
  for (var i = 0u; i < ${SIDE}u; i++) { sum += sums[1u + i]; }
  sums[0] = sqrt(sum);`,
    },
    groups: [1, 1, 1],
  },
]
