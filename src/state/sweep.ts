import { create } from 'zustand'
import type { ExperimentConfig } from '../config/config'
import { defaultOf } from '../config/parameters'
import { rebasedSweep } from '../config/rebasedSweep'
import { defaultConfig, fitted, withChoice, withValue } from '../config/settings'
import { defaultSweep, fittedSweep, type SweepConfig } from '../config/sweep'
import type { DecodedSweep } from '../config/sweepLink'
import { type PlannedRun, planSweep } from '../config/sweepPlan'
import type { Outcomes } from '../engine/sweep'
import type { RunHistory } from '../engine/sweepRun'
import { dismissWorkers, keepWorkersReady } from '../engine/sweepWorkers'
import { address } from './address'
import { BY_ID, guard, unguarded } from './guard'
import { notify, refuse } from './lab'
import { firstKeys, keysOf, looksOf, missingRuns, only, without } from './planned'
import { NO_PROGRESS, type Planned, type SweepProgress, SweepWork, type SweepWorkEvents, stepsOf } from './sweepWork'
import type { LabState } from './types'

/** Seconds that a sweep takes at most to follow its settings from then on, and may be expected to take while it does. */
const QUICK = 5
const PATIENCE = 15

/** Milliseconds for which the pace of a sweep under way says nothing. */
const STARTING = 1000

/** Milliseconds for which a sweep that follows is not called finished: while a setting is dragged, another change is about to come. */
const SETTLING = 600

/** Most outcomes kept from sweeps that are no longer shown. */
const MOST_KEPT = 50_000

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

/** Has workers start before they are asked for, as long as a sweep may be run; returns what ends that. */
export function expectSweep(): () => void {
  // A graphics card is not taken up for what may never be run.
  const { backend } = sweepNow().config
  if (backend !== 'webgpu') keepWorkersReady(backend)
  return dismissWorkers
}

/** What the runs depend on. */
const PLANNED_BY = ['base', 'x', 'by', 'seeds', 'bestEta', 'etaFrom', 'etaTo'] as const

let work: SweepWork | null = null
/** Seconds that a step took lately, all workers together; null before a sweep of this scenario and model. */
let pace: number | null = null
let settling: ReturnType<typeof setTimeout> | undefined
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
  follows: false,

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
    adopt(id === 'scenario' || id === 'model' ? rebasedSweep(get().sweep, base) : { ...get().sweep, base })
    get().endGesture()
  },

  resetParameter(id) {
    get().set(id, defaultOf(get().config, id))
    get().endGesture()
  },

  run() {
    work?.close()
    touched = true
    const { plan, outcomes, sweep } = get()
    const missing = missingRuns(plan, outcomes)
    set({
      outcomes: missing.length > 0 ? outcomes : without(outcomes, plan),
      drawn: { sweep, plan },
    })
    begin(missing.length > 0 ? missing : plan.runs, 'starting')
  },

  cancel() {
    stop(work ? 'cancelled' : 'idle', null)
    set({ follows: false })
  },
}))

guard(
  useSweep,
  { choose: BY_ID, set: BY_ID, resetParameter: BY_ID, change: 'sweep', run: 'play', cancel: 'play', endGesture: null },
  refuse,
)

function opened(sweep: SweepConfig): Pick<SweepState, 'sweep' | 'config' | 'plan' | 'drawn'> {
  const plan = planSweep(sweep)
  return { sweep, config: sweep.base, plan, drawn: { sweep, plan } }
}

/** Takes up another sweep; what is being computed for the old one ends, unless that is still wanted. */
function adopt(asked: SweepConfig): void {
  touched = true
  const { sweep, adjustments } = fittedSweep(asked)
  notify('setting', adjustments)
  const { sweep: before, plan: old, drawn, outcomes, stage, detail } = sweepNow()
  // What is only drawn otherwise needs no other plan, and plans of thousands of runs take a while.
  const plan = PLANNED_BY.every(key => sweep[key] === before[key]) ? old : planSweep(sweep)
  const missing = missingRuns(plan, outcomes)
  const wanted = keysOf(plan)
  const same = plan.runs.length === old.runs.length && missingRuns(old, wanted).length === 0
  const underWay = work !== null && missingRuns(work.of.plan, wanted).length === 0
  if (!alike(sweep.base, before.base)) forgetPace()
  // What follows is turned when its picture is there, whatever is asked for meanwhile.
  const follow = !same && (!underWay || stage === 'following') && followed(missing)
  useSweep.setState({
    sweep,
    config: sweep.base,
    plan,
    // The picture stays until the next one is there: settings are dragged past it.
    drawn: (follow && missing.length > 0) || (same && drawn.plan !== old) ? drawn : { sweep, plan },
  })
  if (same) return
  if (follow) {
    // What is under way is a picture soon, and is followed by that of the newest settings.
    if (!work && missing.length > 0) begin(missing, 'following', looksOf(plan, missing))
    return
  }
  if (underWay && missing.length > 0) work?.turnTo({ sweep, plan }, missing)
  else if (work) {
    pace = paceNow()
    stop('idle', 'The settings changed while it ran.')
  } else if (stage !== 'idle' || detail !== null) stop('idle', null)
}

/** Whether runs that are missing are to be computed without being asked for. */
function followed(missing: readonly PlannedRun[]): boolean {
  const seconds = paceNow()
  return sweepNow().follows && seconds !== null && seconds * stepsOf(missing) <= PATIENCE
}

function paceNow(): number | null {
  return (work && work.seconds * 1000 > STARTING && work.secondsPerStep) || pace
}

function forgetPace(): void {
  pace = null
  useSweep.setState({ follows: false })
}

/** Whether a step of one takes about as long as a step of the other. */
function alike(one: ExperimentConfig, other: ExperimentConfig): boolean {
  return one.scenario === other.scenario && one.model === other.model && one.backend === other.backend
}

/** Has workers compute some runs of the plan. @param looks see `SweepPool` */
function begin(runs: readonly PlannedRun[], stage: 'starting' | 'following', looks = 0): void {
  clearTimeout(settling)
  const { sweep, plan, config, outcomes, drawn } = sweepNow()
  useSweep.setState({
    outcomes: outcomes.size > MOST_KEPT ? only(outcomes, [plan, drawn.plan]) : outcomes,
    stage,
    detail: null,
    progress: { ...NO_PROGRESS, allSteps: stepsOf(runs) },
  })
  work = new SweepWork({ sweep, plan }, runs, config.backend, EVENTS, looks)
}

const EVENTS: SweepWorkEvents = {
  opened(backend, workers) {
    const team = { backend, workers }
    useSweep.setState(({ stage }) => ({ stage: stage === 'starting' ? 'running' : stage, team }))
  },
  heard: showNext,
  told({ fresh, underway, progress }) {
    useSweep.setState(({ outcomes }) => ({
      // The same object where nothing is new: what is drawn from it need not be drawn again.
      outcomes: fresh.size > 0 ? new Map([...outcomes, ...fresh]) : outcomes,
      underway,
      progress,
    }))
  },
  finished: finish,
  failed(reason) {
    stop('failed', `The sweep stopped: ${reason}.`)
    forgetPace()
  },
}

/** The work is done, which tells how long the like of it takes. */
function finish(): void {
  pace = work?.secondsPerStep ?? pace
  const quick = pace !== null && pace * stepsOf(sweepNow().plan.runs) <= QUICK
  useSweep.setState(({ stage }) => ({ follows: quick || stage === 'following' }))
  settle()
}

/** Every run of the plan is there. */
function settle(): void {
  const follows = sweepNow().stage === 'following'
  stop(follows ? 'following' : 'idle', null)
  if (follows) settling = setTimeout(() => stop('idle', null), SETTLING)
}

/** While settings are dragged, their pictures follow each other as fast as they are made: every point with one seed. */
function showNext(): void {
  if (!work) return
  const { sweep, plan, drawn, outcomes } = sweepNow()
  const { of } = work
  if (of.plan === plan && drawn.plan === plan) return
  const there = (key: string) => outcomes.has(key) || work!.has(key)
  if (!firstKeys(of.plan).every(there)) return
  work.show()
  useSweep.setState({ drawn: of.plan === plan ? { sweep, plan } : of })
  if (of.plan === plan) return
  const missing = missingRuns(plan, sweepNow().outcomes)
  if (missing.length === 0) settle()
  else work.turnTo({ sweep, plan }, missing, looksOf(plan, missing))
}

/** Shows the sweep of a link. */
export function arriveAtSweep({ sweep, run, adjustments }: DecodedSweep): void {
  notify('link', adjustments)
  adopt(sweep)
  if (run && missingRuns(sweepNow().plan, sweepNow().outcomes).length > 0) unguarded(sweepNow().run)
}

/** Shows a sweep that was computed elsewhere. @param outcomes by the keys of its plan */
export function showOutcomes(sweep: SweepConfig, outcomes: Outcomes, backend: string): void {
  // First, so that nothing of it is missing.
  useSweep.setState(state => ({
    outcomes: new Map([...state.outcomes, ...outcomes]),
    team: { backend, workers: 1 },
  }))
  adopt(sweep)
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

/** Ends the work, and keeps what has been done. */
function stop(stage: SweepState['stage'], detail: string | null): void {
  clearTimeout(settling)
  work?.close()
  work = null
  useSweep.setState(({ sweep, plan }) => ({ stage, detail, drawn: { sweep, plan } }))
}

function sweepNow(): SweepState {
  return useSweep.getState()
}
