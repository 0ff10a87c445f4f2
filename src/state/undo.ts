import type { ExperimentConfig } from '../config/config'
import { encodeLink } from '../config/link'

/** Most changes that can be taken back. */
const MOST = 100

/** The settings as they were and will be, around those that are shown. */
export interface Undo {
  /** Oldest first. */
  readonly past: readonly ExperimentConfig[]
  /** Null before any settings are shown. */
  readonly present: ExperimentConfig | null
  /** The next to come back first. */
  readonly future: readonly ExperimentConfig[]
}

export const NOTHING_TO_UNDO: Undo = { past: [], present: null, future: [] }

/** After the end of a change; the same object where nothing differs. What had been taken back is forgotten. */
export function changed(undo: Undo, config: ExperimentConfig): Undo {
  const { past, present } = undo
  if (present && encodeLink(present) === encodeLink(config)) return undo
  return { past: present ? [...past, present].slice(-MOST) : past, present: config, future: [] }
}

/** After taking the last change back; the same object where there is none. */
export function undone(undo: Undo): Undo {
  const { past, present, future } = undo
  const before = past.at(-1)
  return before && present ? { past: past.slice(0, -1), present: before, future: [present, ...future] } : undo
}

/** After making the change that was taken back last once more; the same object where there is none. */
export function redone(undo: Undo): Undo {
  const { past, present, future } = undo
  const [next, ...later] = future
  return next && present ? { past: [...past, present], present: next, future: later } : undo
}
