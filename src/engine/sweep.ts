import type { PlannedRun } from '../config/sweepPlan'
import type { StartOf } from './shipped'
import { sideBySide } from './sideBySide'
import { type AskedRun, type RunHistory, type RunOutcome, SweepRun } from './sweepRun'

/** Milliseconds between two words on how far runs are. */
const PROGRESS_INTERVAL = 100

/**
 * Told now and then while runs go on, and when they are over: how many steps were taken since the last time.
 * @param sofar gives the history so far of each run for each N, null for one that has none
 */
export type OnProgress = (steps: number, sofar: () => (readonly RunHistory[] | null)[]) => void

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
