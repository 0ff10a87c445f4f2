import type { PlannedRun } from '../config/sweepPlan'
import type { StartOf } from './shipped'
import { type AskedRun, type RunHistory, type RunOutcome, SweepRun } from './sweepRun'

/** Milliseconds between two words on how far runs are. */
const PROGRESS_INTERVAL = 100

/** Runs of linear models that are trained side by side; what more of them have in common is drawn again. */
const MOST_TOGETHER = 64

/**
 * Told now and then while runs go on, and when they are over: how many steps were taken since the last time.
 * @param sofar gives the history so far of each run for each N, null for one that has none
 */
export type OnProgress = (steps: number, sofar: () => (readonly RunHistory[] | null)[]) => void

/**
 * Runs in the order in which they were planned, cut into those that are trained side by side: many linear models, which a kernel
 * takes many steps of in one call, but transformers one by one, since each keeps all cores and much memory busy.
 */
export function sideBySide<R extends AskedRun>(runs: readonly R[]): R[][] {
  const parts: R[][] = []
  for (const run of runs) {
    const part = parts.at(-1)
    if (part && part.length < MOST_TOGETHER && isSmall(part[0]) && isSmall(run)) part.push(run)
    else parts.push([run])
  }
  return parts
}

function isSmall({ config }: AskedRun): boolean {
  return config.model === 'linear'
}

/**
 * Trains runs of a sweep side by side on the active backend.
 * @param startOf needed where a checkpoint ships
 * @returns of each run one outcome for each of its tails
 */
export async function outcomesOf(
  asked: readonly AskedRun[],
  onProgress: OnProgress = () => {},
  startOf?: StartOf,
): Promise<RunOutcome[][]> {
  const runs: SweepRun[] = []
  for (const each of asked) runs.push(await SweepRun.begin(each, startOf))
  let last = performance.now()
  let going = true
  while (going) {
    await SweepRun.advance(runs)
    going = runs.some(({ over }) => !over)
    if (going && performance.now() - last < PROGRESS_INTERVAL) continue
    const steps = runs.reduce((sum, run) => sum + run.newSteps(), 0)
    onProgress(steps, () => runs.map(({ sofar }) => sofar))
    last = performance.now()
  }
  return runs.map(({ outcomes }) => outcomes)
}

/** Outcomes by the keys of the plan. */
export type Outcomes = ReadonlyMap<string, RunOutcome>

/** Runs a whole plan on the active backend. `onDone` is told now and then how many runs are done. */
export async function runPlan(
  runs: readonly PlannedRun[],
  onDone: (done: number) => void = () => {},
  startOf?: StartOf,
): Promise<Outcomes> {
  const outcomes = new Map<string, RunOutcome>()
  let done = 0
  for (const part of sideBySide(runs)) {
    const ofRuns = await outcomesOf(part, undefined, startOf)
    for (const [i, { keys }] of part.entries()) {
      for (const [j, key] of keys.entries()) outcomes.set(key, ofRuns[i][j])
    }
    done += part.length
    onDone(done)
  }
  return outcomes
}
