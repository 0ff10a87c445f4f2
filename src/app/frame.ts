import { useSyncExternalStore } from 'react'
import { useLab } from '../state/lab'
import type { LabState } from '../state/types'

/**
 * The store as of the last animation frame. Snapshots and progress may arrive hundreds of times a second; what is drawn
 * from them reads this copy, so that the page renders at most once a frame. What a person types or drags reads `useLab`.
 */
let shown: LabState = useLab.getState()
let due = false
const listeners = new Set<() => void>()

useLab.subscribe(() => {
  if (due) return
  due = true
  // A hidden tab has no animation frames.
  if (document.hidden) setTimeout(show, 250)
  else requestAnimationFrame(show)
})

function show(): void {
  due = false
  shown = useLab.getState()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Like `useLab(selector)`, at most once per animation frame. The selector must return a stable value for a stable state. */
export function useFrame<T>(selector: (state: LabState) => T): T {
  return useSyncExternalStore(subscribe, () => selector(shown))
}
