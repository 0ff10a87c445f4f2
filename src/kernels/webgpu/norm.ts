import { byRow, groupsByRow } from './byRow'
import type { Program } from './program'

/** How many sums there are after each dispatch; an invocation for each, or several. */
const ALONE = [128 * 128, 128, 1]
const TOGETHER = [512, 1]

/** Entries of the buffer for sums; the norm becomes the first. */
export const NORM_SUMS = ALONE.reduce((all, count) => all + count)

/**
 * Euclidean norm of a vector of P entries: sums of squares, sums of those, and the root of the last. So no invocation adds up
 * more than a few hundred, and none waits for another.
 * @param lanes invocations for each sum
 */
export function norm(lanes: number): { program: Program; groups: readonly [number, number, number] }[] {
  const counts = lanes > 1 ? TOGETHER : ALONE
  /** Later sums lie ahead. */
  const offset = (stage: number) => counts.slice(stage + 1).reduce((all, count) => all + count, 0)
  return counts.map((count, stage) => {
    const [n, term, result] = [
      stage === 0 ? 'own.P' : `${counts[stage - 1]}u`,
      stage === 0 ? 'gradient[i] * gradient[i]' : `sums[${offset(stage - 1)}u + i]`,
      count === 1 ? 'sqrt(sum)' : 'sum',
    ]
    const program = {
      name: `norm, ${count} at once`,
      buffers: { gradient: 'f32', sums: 'written f32' },
      constants: { P: 'u32' },
      body: `
  var sum = 0.0;
  for (var i = row * stride + first; i < ${n}; i += ${count}u * stride) { sum += ${term}; }
  sum = sumOverRow(sum);
  if (first == 0u) { sums[${offset(stage)}u + row] = ${result}; }`,
    } as const
    return { program: byRow(lanes, program, `${count}u`), groups: groupsByRow(lanes, count) }
  })
}
