import type { StepPoint } from '../engine/sweepHistory'
import type { CellResult } from '../engine/sweepResult'

/** What one swept value did over the steps of its runs. */
export interface FollowedLine {
  /** The value itself. */
  readonly x: string | number
  /** null while the first run is under way */
  readonly cell: CellResult | null
  /** "H = 8", "SGD" */
  readonly name: string
  /** From the start on, at least one; to the end unless the run is under way. */
  readonly points: readonly StepPoint[]
}

/** The lines that share a set of charts: those of one value of `by`, or all. */
export interface LineGroup<Line extends FollowedLine = FollowedLine> {
  readonly by: string | number | null
  readonly lines: readonly Line[]
}

/** The groups without what is under way. */
export function computed<Line extends FollowedLine>(groups: readonly LineGroup<Line>[]): LineGroup<Line>[] {
  return groups
    .map(({ by, lines }) => ({ by, lines: lines.filter(({ cell }) => cell) }))
    .filter(({ lines }) => lines.length > 0)
}
