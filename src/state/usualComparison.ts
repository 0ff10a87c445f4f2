import { type Comparison, MOST_CANDIDATES, type TableShape } from '../engine/selection/comparison'

/** A table, and how it was compared. */
interface Compared {
  readonly shape: TableShape
  readonly comparison: Comparison
}

/**
 * How a table is compared if nobody says otherwise: all that it has, as sums of natural logarithms. What was said about a
 * table before holds on: what the values mean, and by name which candidates are left out.
 */
export function usualComparison(shape: TableShape, before: Compared | null): Comparison {
  const out = new Set(before ? leftOut(before) : [])
  const all = [...shape.candidates.keys()].slice(0, MOST_CANDIDATES)
  const kept = all.filter(i => !out.has(shape.candidates[i]))
  return {
    reading: before?.comparison.reading ?? { base: 'e', scale: 'sum', sign: 'log-probability' },
    candidates: kept.length > 0 ? kept : all,
    teacher: shape.teacher && (!before?.shape.teacher || before.comparison.teacher),
    gaps: before?.comparison.gaps ?? 'drop',
    groups: null,
  }
}

function leftOut({ shape, comparison }: Compared): string[] {
  const kept = new Set(comparison.candidates)
  return shape.candidates.filter((_, i) => !kept.has(i))
}
