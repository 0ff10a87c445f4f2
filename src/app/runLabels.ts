import { overlaid } from '../state/ghosts'
import type { LabState, Run } from '../state/types'
import { runLabels } from '../text/runLabel'
import { useFrame } from './frame'

/** Labels by the id of their run. */
export type RunLabels = ReadonlyMap<number, string>

/** Label of every run that the charts show: each names only what tells it from the others. The same wherever it is written. */
export function useRunLabels(): RunLabels {
  return useFrame(labelsOf)
}

/** Most states that parts of the page may show at the same time, in their turns. */
const RECENT = 4

const recent: { readonly of: readonly unknown[]; readonly labels: RunLabels }[] = []

function labelsOf(state: LabState): RunLabels {
  const runs = shownRuns(state)
  // Snapshots arrive all the time, and are no part of a label.
  const of = runs.flatMap(({ id, config, changes, origin }) => [id, config, changes, origin])
  const known = recent.find(one => one.of.length === of.length && one.of.every((part, i) => part === of[i]))
  if (known) return known.labels
  const written = runLabels(runs)
  const labels = new Map(runs.map(({ id }, i) => [id, written[i]]))
  // Every N is another configuration, and plots that it does not change are not drawn anew.
  const same = recent.find(one => sameLabels(one.labels, labels))?.labels ?? labels
  recent.unshift({ of, labels: same })
  recent.length = Math.min(recent.length, RECENT)
  return same
}

function sameLabels(one: RunLabels, other: RunLabels): boolean {
  return one.size === other.size && [...one].every(([id, label]) => other.get(id) === label)
}

/** The run that the charts show, and what lies over them. */
function shownRuns(state: LabState): readonly Run[] {
  const run = state.measured ?? state.run
  const others = overlaid(state)
  return run && !others.some(({ id }) => id === run.id) ? [run, ...others] : others
}
