import type { BackendChoice } from '../config/config'
import type { SweepConfig } from '../config/sweep'
import type { PlannedRun, SweepPlan } from '../config/sweepPlan'
import { SweepPool, type SweepPoolEvents } from '../engine/sweepPool'
import type { RunHistory, RunOutcome } from '../engine/sweepRun'

/** Milliseconds for which what the workers say is collected before the page shows it. */
const COLLECT = 100

/** A sweep and its runs. */
export interface Planned {
  readonly sweep: SweepConfig
  readonly plan: SweepPlan
}

export interface SweepProgress {
  /** Steps taken and to be taken since the sweep was started. */
  readonly steps: number
  readonly allSteps: number
  /** Unknown, null, until some steps have been taken. */
  readonly secondsLeft: number | null
}

export const NO_PROGRESS: SweepProgress = { steps: 0, allSteps: 0, secondsLeft: null }

/** What the workers have told since the last time. */
export interface WorkNews {
  readonly fresh: ReadonlyMap<string, RunOutcome>
  /** How far the runs under way have come. */
  readonly underway: ReadonlyMap<string, RunHistory>
  readonly progress: SweepProgress
}

export interface SweepWorkEvents extends Pick<SweepPoolEvents, 'opened' | 'finished' | 'failed'> {
  /** Some runs are done or have gone on; to be asked of at once. */
  heard(): void
  /** To be shown: now and then. */
  told(news: WorkNews): void
}

/** The workers of a sweep under way, and what they have told that is not shown yet. */
export class SweepWork {
  private readonly pool: SweepPool
  private readonly fresh = new Map<string, RunOutcome>()
  private readonly underway = new Map<string, RunHistory>()
  private began = performance.now()
  private steps = 0
  private allSteps: number
  private timer: ReturnType<typeof setTimeout> | undefined

  /**
   * @param of whose runs these are, all or some
   * @param runs at least one
   * @param looks see `SweepPool`
   */
  constructor(
    public of: Planned,
    runs: readonly PlannedRun[],
    backend: BackendChoice,
    private readonly events: SweepWorkEvents,
    looks = 0,
  ) {
    this.allSteps = stepsOf(runs)
    let open = false
    this.pool = new SweepPool(
      runs,
      backend,
      {
        opened: (name, workers) => {
          if (!open) this.began = performance.now()
          open = true
          events.opened(name, workers)
        },
        stepped: steps => {
          this.collect(steps)
          events.heard()
        },
        underway: ({ keys }, sofar) => {
          for (const [i, key] of keys.entries()) this.underway.set(key, sofar[i])
        },
        done: ({ keys }, outcomes) => {
          for (const [i, key] of keys.entries()) {
            this.fresh.set(key, outcomes[i])
            this.underway.delete(key)
          }
        },
        finished: () => events.finished(),
        failed: reason => events.failed(reason),
      },
      looks,
    )
  }

  /** Whether that outcome has come and is not shown yet. */
  has(key: string): boolean {
    return this.fresh.has(key)
  }

  /** Seconds since it was begun or turned. */
  get seconds(): number {
    return (performance.now() - this.began) / 1000
  }

  /** Seconds that a step takes, all workers together; null while unknown. */
  get secondsPerStep(): number | null {
    return this.steps === 0 ? null : this.seconds / this.steps
  }

  /** Goes on with other runs, but for what workers are at. See the constructor. */
  turnTo(of: Planned, runs: readonly PlannedRun[], looks = 0): void {
    this.show()
    this.of = of
    this.began = performance.now()
    this.steps = 0
    this.allSteps = stepsOf(runs)
    this.pool.turnTo(runs, looks)
  }

  /** Tells what has not been told. */
  show(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const { steps, allSteps, secondsPerStep } = this
    const secondsLeft = secondsPerStep === null ? null : secondsPerStep * Math.max(0, allSteps - steps)
    this.events.told({
      fresh: new Map(this.fresh),
      underway: new Map(this.underway),
      progress: { steps, allSteps, secondsLeft },
    })
    this.fresh.clear()
  }

  /** Ends the work; what has been done is told. */
  close(): void {
    this.pool.close()
    this.underway.clear()
    this.show()
  }

  private collect(steps: number): void {
    this.steps += steps
    this.timer ??= setTimeout(() => this.show(), COLLECT)
  }
}

export function stepsOf(runs: readonly PlannedRun[]): number {
  return runs.reduce((sum, { config }) => sum + config.values.T, 0)
}
