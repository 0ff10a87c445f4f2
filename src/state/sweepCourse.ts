import type { ExperimentConfig } from '../config/config'
import type { PlannedRun, SweepPlan } from '../config/sweepPlan'
import { firstKeys, keysOf, looksOf, missingRuns, only, without } from './planned'
import type { SweepState } from './sweepState'
import { NO_PROGRESS, type Planned, SweepWork, type SweepWorkEvents, stepsOf } from './sweepWork'

/** Seconds that a sweep takes at most to follow its settings from then on, and may be expected to take while it does. */
const QUICK = 5
const PATIENCE = 15

/** Milliseconds for which the pace of a sweep under way says nothing. */
const STARTING = 1000

/** Milliseconds for which a sweep that follows is not called finished: while a setting is dragged, another change is about to come. */
const SETTLING = 600

/** Most outcomes kept from sweeps that are no longer shown. */
const MOST_KEPT = 50_000

/** The state that it reads, and writes as work goes on. */
export interface SweepStore {
  getState(): SweepState
  setState(change: Partial<SweepState> | ((state: SweepState) => Partial<SweepState>)): void
}

/**
 * The course of a sweep: begins its work when it is run, takes up what the work tells, and decides what becomes of it when the
 * settings change: whether it goes on, ends, or follows them by itself.
 */
export class SweepCourse {
  private work: SweepWork | null = null
  /** Seconds that a step took lately, all workers together; null before a sweep of this scenario and model. */
  private pace: number | null = null
  /** What a change of settings ended: who slipped sets them back, and it goes on. */
  private interrupted: SweepPlan | null = null
  private settling: ReturnType<typeof setTimeout> | undefined
  private readonly events: SweepWorkEvents

  constructor(private readonly store: SweepStore) {
    this.events = {
      opened: (backend, workers) => {
        const team = { backend, workers }
        store.setState(({ stage }) => ({ stage: stage === 'starting' ? 'running' : stage, team }))
      },
      heard: () => this.showNext(),
      told: ({ fresh, underway, progress }) => {
        store.setState(({ outcomes }) => ({
          // The same object where nothing is new: what is drawn from it need not be drawn again.
          outcomes: fresh.size > 0 ? new Map([...outcomes, ...fresh]) : outcomes,
          underway,
          progress,
        }))
      },
      finished: () => this.finish(),
      failed: reason => {
        this.stop('failed', `The sweep stopped: ${reason}.`)
        this.forgetPace()
      },
    }
  }

  /** Computes the runs that are not there yet; all of them again where none is missing. */
  run(): void {
    this.work?.close()
    const { plan, outcomes, sweep } = this.store.getState()
    const missing = missingRuns(plan, outcomes)
    this.store.setState({
      outcomes: missing.length > 0 ? outcomes : without(outcomes, plan),
      drawn: { sweep, plan },
    })
    this.begin(missing.length > 0 ? missing : plan.runs, 'starting')
  }

  cancel(): void {
    this.interrupted = null
    this.stop(this.work ? 'cancelled' : 'idle', null)
    this.store.setState({ follows: false })
  }

  /** Takes up another sweep; what is being computed for the old one ends, unless that is still wanted. */
  turnTo({ sweep, plan }: Planned): void {
    const { work } = this
    const { sweep: before, plan: old, drawn, outcomes, stage, detail } = this.store.getState()
    const missing = missingRuns(plan, outcomes)
    const wanted = keysOf(plan)
    const same = plan.runs.length === old.runs.length && missingRuns(old, wanted).length === 0
    const underWay = work !== null && missingRuns(work.of.plan, wanted).length === 0
    if (!alike(sweep.base, before.base)) this.forgetPace()
    // What follows is turned when its picture is there, whatever is asked for meanwhile.
    const follow = !same && (!underWay || stage === 'following') && this.follows(missing)
    this.store.setState({
      sweep,
      config: sweep.base,
      plan,
      // The picture stays until the next one is there: settings are dragged past it.
      drawn: (follow && missing.length > 0) || (same && drawn.plan !== old) ? drawn : { sweep, plan },
    })
    if (same) return
    if (follow) {
      // What is under way is a picture soon, and is followed by that of the newest settings.
      if (!work && missing.length > 0) this.begin(missing, 'following', looksOf(plan, missing))
      return
    }
    if (underWay && missing.length > 0) work?.turnTo({ sweep, plan }, missing)
    else if (work) {
      this.pace = this.paceNow()
      this.interrupted = work.of.plan
      this.stop('idle', 'The settings changed while it ran; set back, it goes on.')
    } else if (this.interrupted && missing.length > 0 && missingRuns(this.interrupted, wanted).length === 0) {
      this.begin(missing, 'starting')
    } else if (stage !== 'idle' || detail !== null) this.stop('idle', this.interrupted ? detail : null)
  }

  /** Has workers compute some runs of the plan. @param looks see `SweepPool` */
  private begin(runs: readonly PlannedRun[], stage: 'starting' | 'following', looks = 0): void {
    clearTimeout(this.settling)
    this.interrupted = null
    const { sweep, plan, config, outcomes, drawn } = this.store.getState()
    this.store.setState({
      outcomes: outcomes.size > MOST_KEPT ? only(outcomes, [plan, drawn.plan]) : outcomes,
      stage,
      detail: null,
      progress: { ...NO_PROGRESS, allSteps: stepsOf(runs) },
    })
    this.work = new SweepWork({ sweep, plan }, runs, config.backend, this.events, looks)
  }

  /** Whether runs that are missing are to be computed without being asked for. */
  private follows(missing: readonly PlannedRun[]): boolean {
    const seconds = this.paceNow()
    return this.store.getState().follows && seconds !== null && seconds * stepsOf(missing) <= PATIENCE
  }

  private paceNow(): number | null {
    const { work } = this
    return (work && work.seconds * 1000 > STARTING && work.secondsPerStep) || this.pace
  }

  private forgetPace(): void {
    this.pace = null
    this.store.setState({ follows: false })
  }

  /** While settings are dragged, their pictures follow each other as fast as they are made: every point with one seed. */
  private showNext(): void {
    const { work, store } = this
    if (!work) return
    const { sweep, plan, drawn, outcomes } = store.getState()
    const { of } = work
    if (of.plan === plan && drawn.plan === plan) return
    if (!firstKeys(of.plan).every(key => outcomes.has(key) || work.has(key))) return
    work.show()
    store.setState({ drawn: of.plan === plan ? { sweep, plan } : of })
    if (of.plan === plan) return
    const missing = missingRuns(plan, store.getState().outcomes)
    if (missing.length === 0) this.settle()
    else work.turnTo({ sweep, plan }, missing, looksOf(plan, missing))
  }

  /** The work is done, which tells how long the like of it takes. */
  private finish(): void {
    const { store } = this
    this.pace = this.work?.secondsPerStep ?? this.pace
    const quick = this.pace !== null && this.pace * stepsOf(store.getState().plan.runs) <= QUICK
    store.setState(({ stage }) => ({ follows: quick || stage === 'following' }))
    this.settle()
  }

  /** Every run of the plan is there. */
  private settle(): void {
    const follows = this.store.getState().stage === 'following'
    this.stop(follows ? 'following' : 'idle', null)
    if (follows) this.settling = setTimeout(() => this.stop('idle', null), SETTLING)
  }

  /** Ends the work, and keeps what has been done. */
  private stop(stage: SweepState['stage'], detail: string | null): void {
    clearTimeout(this.settling)
    this.work?.close()
    this.work = null
    this.store.setState(({ sweep, plan }) => ({ stage, detail, drawn: { sweep, plan } }))
  }
}

/** Whether a step of one takes about as long as a step of the other. */
function alike(one: ExperimentConfig, other: ExperimentConfig): boolean {
  return one.scenario === other.scenario && one.model === other.model && one.backend === other.backend
}
