import type { PlannedRun, SweepPlan } from '../config/sweepPlan'
import type { Outcomes } from '../engine/sweep'

/** The runs of a plan of which some outcome is not there. */
export function missingRuns(plan: SweepPlan, outcomes: { has(key: string): boolean }): PlannedRun[] {
  return plan.runs.filter(({ keys }) => !keys.every(key => outcomes.has(key)))
}

/** Of every point, the measures with the first seed. */
export function firstKeys({ cells }: SweepPlan): string[] {
  return cells.flatMap(({ candidates }) => candidates.map(({ keys }) => keys[0]))
}

/** How many of the runs, the first ones, every point needs. */
export function looksOf(plan: SweepPlan, runs: readonly PlannedRun[]): number {
  const first = new Set(firstKeys(plan))
  return runs.filter(({ keys }) => keys.some(key => first.has(key))).length
}

/** Of all its measures. */
export function keysOf(plan: SweepPlan): ReadonlySet<string> {
  return new Set(plan.runs.flatMap(({ keys }) => keys))
}

/** What is there of other plans. */
export function without(outcomes: Outcomes, plan: SweepPlan): Outcomes {
  const again = keysOf(plan)
  return new Map([...outcomes].filter(([key]) => !again.has(key)))
}

/** What is there of these plans. */
export function only(outcomes: Outcomes, plans: readonly SweepPlan[]): Outcomes {
  const kept = new Set(plans.flatMap(plan => [...keysOf(plan)]))
  return new Map([...outcomes].filter(([key]) => kept.has(key)))
}
