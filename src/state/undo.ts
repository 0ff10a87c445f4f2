import { encodeLink } from '../config/link'
import type { Settings } from '../config/lockstep'

/** Most changes that can be taken back. */
const MOST = 100

/** The settings as they were and will be, around those that are shown. */
export interface Undo {
  /** Oldest first. */
  readonly past: readonly Settings[]
  /** Null before any settings are shown. */
  readonly present: Settings | null
  /** The next to come back first. */
  readonly future: readonly Settings[]
}

export const NOTHING_TO_UNDO: Undo = { past: [], present: null, future: [] }

/** After the end of a change; the same object where nothing differs. What had been taken back is forgotten. */
export function changed(undo: Undo, settings: Settings): Undo {
  const { past, present } = undo
  if (present && linkOf(present) === linkOf(settings)) return undo
  return { past: present ? [...past, present].slice(-MOST) : past, present: settings, future: [] }
}

function linkOf({ config, rival }: Settings): string {
  return encodeLink(config, { rival })
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
