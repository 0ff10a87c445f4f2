import type { RunDescription } from '../engine/snapshot'

/**
 * Whether two runs are measured on the same held-out responses with the same weights, so that their log ratios can be compared
 * one by one.
 */
export function sameHeldOut(one: RunDescription, other: RunDescription): boolean {
  return (
    one === other ||
    (alike(one.prompt, other.prompt) &&
      alike(one.logTeacher, other.logTeacher) &&
      alike(one.weights ?? [], other.weights ?? []))
  )
}

function alike(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false
  return true
}
