import { create } from 'zustand'
import type { ExperimentConfig } from '../config/config'
import { defaultOf } from '../config/parameters'
import { defaultConfig, fitted, rulesOf, withChoice, withValue } from '../config/settings'
import { defaultSweep, fittedSweep, type SweepConfig, usualScale } from '../config/sweep'
import { type Axis, axisParameters } from '../config/sweepAxis'
import type { DecodedSweep } from '../config/sweepLink'
import { type PlannedRun, planSweep, type SweepPlan } from '../config/sweepPlan'
import type { Outcomes } from '../engine/sweep'
import { SweepPool, type SweepPoolEvents } from '../engine/sweepPool'
import type { RunHistory, RunOutcome } from '../engine/sweepRun'
import { dismissWorkers, keepWorkersReady } from '../engine/sweepWorkers'
import { address } from './address'
import { BY_ID, guard, unguarded } from './guard'
import { notify, refuse } from './lab'
import type { LabState } from './types'

/** Milliseconds for which what the workers say is collected before the page shows it. */
const COLLECT = 100

/** Most outcomes kept from sweeps that are no longer shown. */
const MOST_KEPT = 50_000

/** Who computes: the backend's name, and how many workers. */
export interface Team {
  readonly backend: string
  readonly workers: number
}

export interface SweepProgress {
  /** Steps taken and to be taken since the sweep was started. */
  readonly steps: number
  readonly allSteps: number
  /** Unknown, null, until some steps have been taken. */
  readonly secondsLeft: number | null
}

/** The settings of the base are handled as Explore's are, by the same controls. */
type BaseSettings = Pick<LabState, 'config' | 'set' | 'endGesture' | 'choose' | 'resetParameter'>

export interface SweepState extends BaseSettings {
  /** Its base is `config`. */
  readonly sweep: SweepConfig
  readonly plan: SweepPlan
  /** Everything computed since the page was opened, of other sweeps too: what two sweeps share is computed once. */
  readonly outcomes: Outcomes
  /** How far the runs under way have come, by the keys of the plan. */
  readonly underway: ReadonlyMap<string, RunHistory>
  readonly stage: 'idle' | 'starting' | 'running' | 'cancelled' | 'failed'
  /** Why it ended before its last run, in a sentence, where the person did not cancel it; until it is run again. */
  readonly detail: string | null
  /** Who computed what is there; null before anyone has. */
  readonly team: Team | null
  readonly progress: SweepProgress

  /** Changes what is swept or how it is drawn; a sweep under way goes on only if its runs stay the same. */
  change(patch: Partial<Omit<SweepConfig, 'base'>>): void
  /** Computes the runs that are not there yet; all of them again where none is missing. */
  run(): void
  cancel(): void
}

/** Has workers start before they are asked for, as long as a sweep may be run; returns what ends that. */
export function expectSweep(): () => void {
  // A graphics card is not taken up for what may never be run.
  const { backend } = sweepNow().config
  if (backend !== 'webgpu') keepWorkersReady(backend)
  return dismissWorkers
}

/** What the runs depend on. */
const PLANNED_BY = ['base', 'x', 'by', 'seeds', 'bestEta', 'etaFrom', 'etaTo'] as const

const NO_PROGRESS: SweepProgress = { steps: 0, allSteps: 0, secondsLeft: null }

/** The workers of the sweep under way, and what they have told that is not shown yet. */
let work: { readonly pool: SweepPool; readonly news: News } | null = null
/** Whether a link or the person has set anything; until then the sweep follows what Explore shows. */
let touched = false

export const useSweep = create<SweepState>()((set, get) => ({
  ...opened(defaultSweep(defaultConfig())),
  outcomes: new Map(),
  underway: new Map(),
  stage: 'idle',
  detail: null,
  team: null,
  progress: NO_PROGRESS,

  change(patch) {
    adopt({ ...get().sweep, ...patch })
    get().endGesture()
  },

  set(id, value) {
    const { config, adjustments } = withValue(get().config, id, value)
    notify('setting', adjustments)
    adopt({ ...get().sweep, base: config })
  },

  endGesture() {
    address.pushSweep(get().sweep)
  },

  choose(id, value) {
    const { config: base, adjustments } = fitted(withChoice(get().config, id, value))
    notify('setting', adjustments)
    adopt(id === 'scenario' || id === 'model' ? rebased(get().sweep, base) : { ...get().sweep, base })
    get().endGesture()
  },

  resetParameter(id) {
    get().set(id, defaultOf(get().config, id))
    get().endGesture()
  },

  run() {
    work?.pool.close()
    touched = true
    const { plan, outcomes, config } = get()
    const missing = missingRuns(plan, outcomes)
    const runs = missing.length > 0 ? missing : plan.runs
    const kept = missing.length > 0 ? outcomes : without(outcomes, plan)
    set({
      outcomes: kept.size > MOST_KEPT ? new Map() : kept,
      stage: 'starting',
      detail: null,
      progress: { ...NO_PROGRESS, allSteps: runs.reduce((sum, run) => sum + run.config.values.T, 0) },
    })
    const news = new News()
    work = { news, pool: new SweepPool(runs, config.backend, eventsOf(news)) }
  },

  cancel() {
    stop('cancelled', null)
  },
}))

guard(
  useSweep,
  { choose: BY_ID, set: BY_ID, resetParameter: BY_ID, change: 'sweep', run: 'play', cancel: 'play', endGesture: null },
  refuse,
)

function opened(sweep: SweepConfig): Pick<SweepState, 'sweep' | 'config' | 'plan'> {
  return { sweep, config: sweep.base, plan: planSweep(sweep) }
}

/** Takes up another sweep; what is being computed for the old one ends, unless the runs are the same. */
function adopt(asked: SweepConfig): void {
  touched = true
  const { sweep, adjustments } = fittedSweep(asked)
  notify('setting', adjustments)
  const { sweep: before, plan, stage } = useSweep.getState()
  // What is only drawn otherwise needs no other plan, and plans of thousands of runs take a while.
  const next = PLANNED_BY.every(key => sweep[key] === before[key]) ? { sweep, config: sweep.base, plan } : opened(sweep)
  const same = next.plan.runs.length === plan.runs.length && missingRuns(next.plan, keysOf(plan)).length === 0
  if (!same && work) stop('idle', 'The settings changed while it ran.')
  else if (!same && stage !== 'idle') useSweep.setState({ stage: 'idle', detail: null })
  useSweep.setState(next)
}

/** The same sweep of another scenario or model, as far as that one has its axes. */
function rebased(sweep: SweepConfig, base: ExperimentConfig): SweepConfig {
  const usual = defaultSweep(base)
  const x = keptAxis(sweep.x, base) ?? usual.x
  const by = sweep.by && (keptAxis(sweep.by, base) ?? usual.by)
  return { ...sweep, base, x, by, xScale: usualScale(base, x, sweep.plot) }
}

/** Null for what the configuration has not. */
function keptAxis(axis: Axis, base: ExperimentConfig): Axis | null {
  if (axis.kind === 'parameter') return axisParameters(base).some(({ id }) => id === axis.id) ? axis : null
  const offered = rulesOf(base.scenario, base.model).map(({ id }) => id)
  const values = axis.values.filter(id => offered.includes(id))
  return values.length > 0 ? { ...axis, values } : null
}

/** Shows the sweep of a link. */
export function arriveAtSweep({ sweep, run, adjustments }: DecodedSweep): void {
  notify('link', adjustments)
  adopt(sweep)
  if (run && missingRuns(sweepNow().plan, sweepNow().outcomes).length > 0) unguarded(sweepNow().run)
}

/** Shows a sweep that was computed elsewhere. @param outcomes by the keys of its plan */
export function showOutcomes(sweep: SweepConfig, outcomes: Outcomes, backend: string): void {
  adopt(sweep)
  useSweep.setState(state => ({
    outcomes: new Map([...state.outcomes, ...outcomes]),
    team: { backend, workers: 1 },
  }))
  sweepNow().endGesture()
}

/** Until anything has been set, the sweep is the one that opens for what Explore shows. */
export function followExplore(config: ExperimentConfig): void {
  if (!touched) useSweep.setState(opened(defaultSweep(config)))
}

/** The address that shows someone else this sweep, and computes it there if it was computed here. */
export function shareSweep(): string {
  const { sweep, plan, outcomes } = sweepNow()
  return address.sweepLink(sweep, { run: missingRuns(plan, outcomes).length < plan.runs.length })
}

/** The runs of a plan of which some outcome is not there. */
export function missingRuns(plan: SweepPlan, outcomes: { has(key: string): boolean }): PlannedRun[] {
  return plan.runs.filter(({ keys }) => !keys.every(key => outcomes.has(key)))
}

/** What the workers tell, collected until it is shown. */
class News {
  began = performance.now()
  private readonly fresh = new Map<string, RunOutcome>()
  private readonly underway = new Map<string, RunHistory>()
  private steps = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  addSteps(steps: number): void {
    this.steps += steps
    this.timer ??= setTimeout(() => this.show(), COLLECT)
  }

  addHistories({ keys }: PlannedRun, sofar: readonly RunHistory[]): void {
    for (const [i, key] of keys.entries()) this.underway.set(key, sofar[i])
  }

  addOutcomes({ keys }: PlannedRun, outcomes: readonly RunOutcome[]): void {
    for (const [i, key] of keys.entries()) {
      this.fresh.set(key, outcomes[i])
      this.underway.delete(key)
    }
    this.addSteps(0)
  }

  show(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const { steps, fresh } = this
    const seconds = (performance.now() - this.began) / 1000
    useSweep.setState(({ outcomes, progress }) => {
      const left = steps === 0 ? null : (seconds / steps) * Math.max(0, progress.allSteps - steps)
      return {
        // The same object where nothing is new: what is drawn from it need not be drawn again.
        outcomes: fresh.size > 0 ? new Map([...outcomes, ...fresh]) : outcomes,
        underway: new Map(this.underway),
        progress: { ...progress, steps, secondsLeft: left },
      }
    })
    fresh.clear()
  }
}

function eventsOf(news: News): SweepPoolEvents {
  return {
    opened(backend, workers) {
      if (sweepNow().stage === 'starting') news.began = performance.now()
      useSweep.setState({ stage: 'running', team: { backend, workers } })
    },
    stepped: steps => news.addSteps(steps),
    underway: (run, sofar) => news.addHistories(run, sofar),
    done: (run, outcomes) => news.addOutcomes(run, outcomes),
    finished: () => stop('idle', null),
    failed: reason => stop('failed', `The sweep stopped: ${reason}.`),
  }
}

/** Ends the work, and keeps what has been done. */
function stop(stage: SweepState['stage'], detail: string | null): void {
  work?.pool.close()
  work?.news.show()
  work = null
  useSweep.setState({ stage, detail, underway: new Map() })
}

function keysOf(plan: SweepPlan): ReadonlySet<string> {
  return new Set(plan.runs.flatMap(({ keys }) => keys))
}

function without(outcomes: Outcomes, plan: SweepPlan): Outcomes {
  const again = keysOf(plan)
  return new Map([...outcomes].filter(([key]) => !again.has(key)))
}

function sweepNow(): SweepState {
  return useSweep.getState()
}
