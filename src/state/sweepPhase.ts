import { missingRuns } from './planned'
import type { SweepState } from './sweepState'

/** What the page says of a sweep, and how much of it is there. */
export interface SweepPhase {
  readonly name: 'empty' | 'partial' | 'starting' | 'running' | 'following' | 'cancelled' | 'finished' | 'failed'
  readonly runs: number
  readonly done: number
}

export function sweepPhase(state: Pick<SweepState, 'stage' | 'plan' | 'outcomes'>): SweepPhase {
  const runs = state.plan.runs.length
  const done = runs - missingRuns(state.plan, state.outcomes).length
  return { name: nameOf(state.stage, runs, done), runs, done }
}

function nameOf(stage: SweepState['stage'], runs: number, done: number): SweepPhase['name'] {
  if (stage !== 'idle') return stage
  if (done === runs) return 'finished'
  return done === 0 ? 'empty' : 'partial'
}
