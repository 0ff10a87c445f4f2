import type { KeptCheckpoint, Run } from './types'

/**
 * Bytes of parameters that the page keeps of the shown run, and of each earlier one, of which only pictures of small models
 * are drawn. The optimizer's state is kept by the supervisor alone, of the newest checkpoint.
 */
export const RUN_BUDGET = 128 * 2 ** 20
export const GHOST_BUDGET = 4 * 2 ** 20

/**
 * The checkpoints of a run with the one of its newest evaluation, as far as they fit the budget: see `thinned`.
 * @param kept in order, without gaps other than those that this function left
 * @param budget bytes
 */
export function withCheckpoint(
  kept: readonly KeptCheckpoint[],
  newest: KeptCheckpoint,
  budget: number,
): readonly KeptCheckpoint[] {
  return thinned([...kept, newest], budget)
}

/**
 * The first checkpoint, the newest, and between them every s-th by number, for the smallest power of two s with which all fit
 * the budget. Powers of two, so that what is kept later has been kept before. Where even two do not fit, the newest alone.
 * @param kept in order, the first of number 0; all of one size
 */
export function thinned(kept: readonly KeptCheckpoint[], budget: number): readonly KeptCheckpoint[] {
  const newest = kept.at(-1)
  if (!newest) return kept
  const most = Math.floor(budget / newest.theta.byteLength)
  if (most < 2) return [newest]
  let stride = 1
  while (Math.ceil(newest.index / stride) + 1 > most) stride *= 2
  return kept.filter(({ index }) => index % stride === 0 || index === newest.index)
}

/** The newest kept checkpoint at or before a step; the newest of all for null; null while there is none. */
export function checkpointAt({ checkpoints }: Pick<Run, 'checkpoints'>, step: number | null): KeptCheckpoint | null {
  const before = step === null ? checkpoints : checkpoints.filter(kept => kept.step <= step)
  return before.at(-1) ?? null
}

/** A run that is kept to compare with. */
export function asGhost(run: Run): Run {
  return { ...run, checkpoints: thinned(run.checkpoints, GHOST_BUDGET) }
}
