import { create } from 'zustand'
import type { ExperimentConfig } from '../config/config'
import { defaultOf } from '../config/parameters'
import { rebasedSweep } from '../config/rebasedSweep'
import { defaultConfig, fitted, withChoice, withValue } from '../config/settings'
import { defaultSweep, fittedSweep, type SweepConfig } from '../config/sweep'
import type { DecodedSweep } from '../config/sweepLink'
import { planSweep } from '../config/sweepPlan'
import type { Outcomes } from '../engine/sweep'
import { dismissWorkers, keepWorkersReady } from '../engine/sweepWorkers'
import { address } from './address'
import { BY_ID, guard, unguarded } from './guard'
import { notify, refuse } from './lab'
import { missingRuns } from './planned'
import { SweepCourse } from './sweepCourse'
import type { SweepState } from './sweepState'
import { NO_PROGRESS } from './sweepWork'

/** Has workers start before they are asked for, as long as a sweep may be run; returns what ends that. */
export function expectSweep(): () => void {
  // A graphics card is not taken up for what may never be run.
  const { backend } = sweepNow().config
  if (backend !== 'webgpu') keepWorkersReady(backend)
  return dismissWorkers
}

/** What the runs depend on. */
const PLANNED_BY = ['base', 'x', 'by', 'seeds', 'bestEta', 'etaFrom', 'etaTo'] as const

/** Whether a link or the person has set anything; until then the sweep follows what Explore shows. */
let touched = false

export const useSweep = create<SweepState>()((_, get) => ({
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
    adopt({ ...get().sweep, base: config }, adjustments)
  },

  endGesture() {
    address.pushSweep(get().sweep)
  },

  choose(id, value) {
    const { config: base, adjustments } = fitted(withChoice(get().config, id, value))
    const { sweep } = get()
    adopt(id === 'scenario' || id === 'model' ? rebasedSweep(sweep, base) : { ...sweep, base }, adjustments)
    get().endGesture()
  },

  resetParameter(id) {
    get().set(id, defaultOf(get().config, id))
    get().endGesture()
  },

  run() {
    touched = true
    course.run()
  },

  cancel: () => course.cancel(),
}))

const course = new SweepCourse(useSweep)

guard(
  useSweep,
  { choose: BY_ID, set: BY_ID, resetParameter: BY_ID, change: 'sweep', run: 'play', cancel: 'play', endGesture: null },
  refuse,
)

function opened(sweep: SweepConfig): Pick<SweepState, 'sweep' | 'config' | 'plan' | 'drawn'> {
  const plan = planSweep(sweep)
  return { sweep, config: sweep.base, plan, drawn: { sweep, plan } }
}

/** Takes up another sweep. @param told what had to be adjusted to get there */
function adopt(asked: SweepConfig, told: readonly string[] = []): void {
  touched = true
  const { sweep, adjustments } = fittedSweep(asked)
  notify('setting', [...told, ...adjustments])
  const { sweep: before, plan } = sweepNow()
  // What is only drawn otherwise needs no other plan, and plans of thousands of runs take a while.
  const replanned = PLANNED_BY.some(key => sweep[key] !== before[key])
  course.turnTo({ sweep, plan: replanned ? planSweep(sweep) : plan })
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

function sweepNow(): SweepState {
  return useSweep.getState()
}
