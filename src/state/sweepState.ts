import type { SweepConfig } from '../config/sweep'
import type { Outcomes } from '../engine/sweep'
import type { RunHistory } from '../engine/sweepRun'
import type { Planned, SweepProgress } from './sweepWork'
import type { LabState } from './types'

/** Who computes: the backend's name, and how many workers. */
export interface Team {
  readonly backend: string
  readonly workers: number
}

/** The settings of the base are handled as Explore's are, by the same controls. */
type BaseSettings = Pick<LabState, 'config' | 'set' | 'endGesture' | 'choose' | 'resetParameter'>

export interface SweepState extends BaseSettings, Planned {
  /** What is drawn: the same, or what came before it until every point of the new one is there. */
  readonly drawn: Planned
  /** Everything computed since the page was opened, of other sweeps too: what two sweeps share is computed once. */
  readonly outcomes: Outcomes
  /** How far the runs under way have come, by the keys of the plan. */
  readonly underway: ReadonlyMap<string, RunHistory>
  readonly stage: 'idle' | 'starting' | 'running' | 'following' | 'cancelled' | 'failed'
  /** Why it ended before its last run, in a sentence, where the person did not cancel it; until it is run again. */
  readonly detail: string | null
  /** Who computed what is there; null before anyone has. */
  readonly team: Team | null
  readonly progress: SweepProgress
  /** Whether what is missing is computed as soon as settings change: it has been run, and took no longer than is waited for. */
  readonly follows: boolean

  /** Changes what is swept or how it is drawn; a sweep under way goes on only if its runs are still asked for, or if it follows. */
  change(patch: Partial<Omit<SweepConfig, 'base'>>): void
  /** Computes the runs that are not there yet; all of them again where none is missing. */
  run(): void
  cancel(): void
}
