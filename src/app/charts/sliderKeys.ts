import type { KeyboardEvent } from 'react'

/** The moment that a key leads to from moment `at` of 0 … `newest`; null for keys that lead nowhere. */
export function keyedMoment(event: KeyboardEvent, at: number, newest: number): number | null {
  const moves: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - 10,
    PageUp: at + 10,
    Home: 0,
    End: newest,
  }
  const next = moves[event.key]
  if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return null
  return Math.min(newest, Math.max(0, next))
}
