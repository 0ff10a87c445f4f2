import { RUN_BUDGET } from './checkpoints'
import { RUN_SECONDS } from './speed'
import type { Run, Speed } from './types'

/** What the whole run is about to take on this machine. */
export interface Expectation {
  /** Null where it is not known before steps have been taken. */
  readonly seconds: number | null
  /** Of page and worker together, at the end. */
  readonly bytes: number
}

/** Null until the worker has looked at the run. */
export function expectationOf(
  { config, estimate }: Pick<Run, 'config' | 'estimate'>,
  speed: Speed,
): Expectation | null {
  if (!estimate) return null
  const { T, every } = config.values
  const { secondsPerStep, evaluation, workerBytes } = estimate
  // Step 0 too, and T where it is no multiple.
  const evaluations = Math.ceil(T / every) + 1
  const work = secondsPerStep === null ? null : T * secondsPerStep + evaluations * evaluation.seconds
  const checkpoints = Math.min(RUN_BUDGET, evaluations * evaluation.checkpointBytes)
  return {
    seconds: work === null ? null : Math.max(work, RUN_SECONDS[speed]),
    bytes: workerBytes + evaluations * evaluation.bytes + checkpoints,
  }
}

/** Of a run and its rival together, where it has one; null until the worker has looked at both. */
export function jointExpectation(
  run: Pick<Run, 'config' | 'estimate'>,
  rival: Pick<Run, 'config' | 'estimate'> | null,
  speed: Speed,
): Expectation | null {
  if (!rival) return expectationOf(run, speed)
  // Neither waits for the clock: the pace is that of both.
  const [own, other] = [expectationOf(run, 'max'), expectationOf(rival, 'max')]
  if (!own || !other) return null
  const work = own.seconds === null || other.seconds === null ? null : own.seconds + other.seconds
  return { seconds: work === null ? null : Math.max(work, RUN_SECONDS[speed]), bytes: own.bytes + other.bytes }
}
