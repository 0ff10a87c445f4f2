import type { AskedRun } from './sweepRun'

/** Runs that are trained side by side at most; what more of them have in common is drawn again. */
export const MOST_TOGETHER = 32

/**
 * Whether the run is trained beside others: a kernel takes many steps of many linear models in one call, while a transformer
 * keeps all cores and much memory busy by itself.
 */
export function trainedTogether({ config }: AskedRun): boolean {
  return config.model === 'linear'
}

/** Runs in the order in which they were planned, cut into those that are trained side by side. */
export function sideBySide<R extends AskedRun>(runs: readonly R[]): R[][] {
  const parts: R[][] = []
  for (const run of runs) {
    const part = parts.at(-1)
    if (part && part.length < MOST_TOGETHER && trainedTogether(part[0]) && trainedTogether(run)) part.push(run)
    else parts.push([run])
  }
  return parts
}
