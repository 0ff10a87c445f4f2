import { createContext, useContext, useSyncExternalStore } from 'react'
import { useLab } from '../state/lab'
import type { LabState } from '../state/types'
import { soon } from './soon'

/**
 * The turns in which the parts of the page are drawn. A turn is a task of its own, so that a person is answered between two of
 * them: all charts at once would take several frames' time where their axes are new.
 */
const TURNS = [0, 1, 2] as const

/** The turn in which a part of the page is drawn. */
export const Turn = createContext<(typeof TURNS)[number]>(0)

/**
 * The store as of the last animation frame. Snapshots and progress may arrive hundreds of times a second; what is drawn
 * from them reads this copy, so that the page renders at most once a frame. What a person types or drags reads `useLab`.
 */
const turns = TURNS.map(() => {
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { shown: useLab.getState(), listeners, subscribe }
})
let due = false

useLab.subscribe(ask)

function ask(): void {
  if (due) return
  due = true
  const begin = () => show(useLab.getState(), 0)
  // A hidden tab has no animation frames.
  if (document.hidden) setTimeout(begin, 250)
  else requestAnimationFrame(begin)
}

/** Shows one state in all turns, and then the next if there is one by then. */
function show(state: LabState, turn: number): void {
  draw(state, turn)
  if (turn + 1 < TURNS.length) {
    soon(() => show(state, turn + 1))
    return
  }
  due = false
  if (useLab.getState() !== state) ask()
}

function draw(state: LabState, turn: number): void {
  turns[turn].shown = state
  for (const listener of turns[turn].listeners) listener()
}

/** Shows the present state in the first turn at once: whatever tells that the state has been reached must not be seen before it. */
export function showNow(): void {
  draw(useLab.getState(), 0)
}

/**
 * Like `useLab(selector)`, at most once per animation frame. The selector must return a stable value for a stable state, also where
 * it is asked of two states by turns: a cache of the last one alone would be made anew for ever.
 */
export function useFrame<T>(selector: (state: LabState) => T): T {
  const turn = turns[useContext(Turn)]
  return useSyncExternalStore(turn.subscribe, () => selector(turn.shown))
}
