import { overlaid } from '../state/ghosts'
import type { LabState, Run } from '../state/types'
import { runLabels } from '../text/runLabel'
import { shownRun } from './explore/shownRun'
import { useFrame } from './frame'

/** Labels by the id of their run. */
export type RunLabels = ReadonlyMap<number, string>

/** Label of every run that the charts show: each names only what tells it from the others. The same wherever it is written. */
export function useRunLabels(): RunLabels {
  return useFrame(labelsOf)
}

let last: { of: readonly unknown[]; labels: RunLabels } | null = null

function labelsOf(state: LabState): RunLabels {
  const runs = shownRuns(state)
  // Snapshots arrive all the time, and are no part of a label.
  const of = runs.flatMap(({ id, config, changes, origin }) => [id, config, changes, origin])
  if (!last || last.of.length !== of.length || last.of.some((one, i) => one !== of[i])) {
    const written = runLabels(runs)
    const labels = new Map(runs.map(({ id }, i) => [id, written[i]]))
    // Every N is another configuration, and plots that it does not change are not drawn anew.
    last = { of, labels: last && sameLabels(last.labels, labels) ? last.labels : labels }
  }
  return last.labels
}

function sameLabels(one: RunLabels, other: RunLabels): boolean {
  return one.size === other.size && [...one].every(([id, label]) => other.get(id) === label)
}

/** The run that the charts show, and what lies over them. */
function shownRuns(state: LabState): readonly Run[] {
  const run = shownRun(state) ?? state.run
  const others = overlaid(state)
  return run && !others.some(({ id }) => id === run.id) ? [run, ...others] : others
}
