import type { Comparison, Condition } from '../../config/lesson/condition'
import { evaluate } from './quantity'
import type { Scene } from './scene'

/** Whether a condition holds; null while that is not known. A part that is known may decide on its own. */
export function holds(scene: Scene, condition: Condition): boolean | null {
  switch (condition.is) {
    case 'begun':
      return (scene.run?.snapshots.at(-1)?.step ?? 0) > 0
    case 'finished':
      return scene.finished
    case 'not': {
      const inner = holds(scene, condition.of)
      return inner === null ? null : !inner
    }
    case 'all':
      return decided(scene, condition.of, false)
    case 'any':
      return decided(scene, condition.of, true)
    default: {
      const [left, right] = sidesOf(scene, condition)
      if (left === null || right === null) return null
      const { is, tolerance = 0, relative = 0 } = condition
      return compared(is, left, right, tolerance + (relative === 0 ? 0 : relative * Math.abs(right)))
    }
  }
}

type Sided = Extract<Condition, { readonly is: Comparison }>

/** Both numbers of a comparison. */
export function sidesOf(scene: Scene, { left, right }: Sided): [number | null, number | null] {
  return [evaluate(scene, left), evaluate(scene, right)]
}

/** The comparisons in a condition, in the order in which they are written. */
export function comparisonsIn(condition: Condition): Sided[] {
  switch (condition.is) {
    case 'begun':
    case 'finished':
      return []
    case 'not':
      return comparisonsIn(condition.of)
    case 'all':
    case 'any':
      return condition.of.flatMap(comparisonsIn)
    default:
      return [condition]
  }
}

/** Of several conditions: `deciding` as soon as one is that, the opposite once all are, else unknown. */
function decided(scene: Scene, conditions: readonly Condition[], deciding: boolean): boolean | null {
  const values = conditions.map(each => holds(scene, each))
  if (values.includes(deciding)) return deciding
  return values.includes(null) ? null : !deciding
}

/** A margin counts in favour of the comparison. */
function compared(is: Comparison, left: number, right: number, margin: number): boolean {
  // ∞ equals ∞, though their difference is no number.
  const equal = left === right || Math.abs(left - right) <= margin
  switch (is) {
    case '=':
      return equal
    case '<':
      return left < right + margin
    case '>':
      return left > right - margin
    case '<=':
      return equal || left <= right + margin
    case '>=':
      return equal || left >= right - margin
  }
}
