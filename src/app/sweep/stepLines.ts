import type { SweepConfig } from '../../config/sweep'
import { historySteps } from '../../config/sweepHistory'
import type { PlannedCell } from '../../config/sweepPlan'
import type { RunHistory } from '../../engine/sweep'
import { historyOver, type StepPoint } from '../../engine/sweepHistory'
import type { CellResult } from '../../engine/sweepResult'
import { settingName } from './names'
import { type SeriesStyle, seriesStyle } from './seriesStyle'

/** What one swept value did over the steps of its runs. */
export interface StepLine {
  /** The value itself. */
  readonly x: string | number
  /** null while the first run is under way */
  readonly cell: CellResult | null
  /** "H = 8", "SGD" */
  readonly name: string
  readonly style: SeriesStyle
  /** Where its points are or will be. */
  readonly steps: readonly number[]
  /** From the start on, at least one; to the end unless the run is under way. */
  readonly points: readonly StepPoint[]
}

/** The lines that share a set of charts: those of one value of `by`, or all. */
export interface StepGroup {
  readonly by: string | number | null
  readonly lines: readonly StepLine[]
}

/**
 * What there is to draw over the steps: a line for every point of the sweep that has been computed for one seed or more, and
 * where none has, for the first run as far as it has come.
 * @param underway histories so far, by the keys of the plan
 */
export function stepGroups(
  sweep: SweepConfig,
  planned: readonly PlannedCell[],
  cells: readonly CellResult[],
  underway: ReadonlyMap<string, RunHistory> = new Map(),
): StepGroup[] {
  const lineOf = ({ x, by, config, candidates }: PlannedCell): StepLine[] => {
    const cell = cells.find(candidate => candidate.x === x && candidate.by === by) ?? null
    // While the best step size is looked for, no run stands for its point.
    const [first] = candidates.length === 1 ? candidates[0].keys : []
    const sofar = underway.get(first)
    if (!cell && !sofar) return []
    const steps = historySteps(config.values)
    const points = cell ? pointsOf(cell, steps) : historyOver(steps.slice(0, sofar!.kl.length), [sofar!])
    return [{ x, cell, name: settingName(sweep, sweep.x, x), style: seriesStyle(sweep.x, x), steps, points }]
  }
  const values = sweep.by ? sweep.by.values : [null]
  return values
    .map(by => ({ by, lines: planned.filter(cell => cell.by === by).flatMap(lineOf) }))
    .filter(({ lines }) => lines.length > 0)
}

/** While other runs are under way, what is done is drawn many times: it is computed once. */
const known = new WeakMap<CellResult, readonly StepPoint[]>()

function pointsOf(cell: CellResult, steps: readonly number[]): readonly StepPoint[] {
  const points = known.get(cell) ?? historyOver(steps, cell.histories)
  known.set(cell, points)
  return points
}

/** The groups without what is under way. */
export function computed(groups: readonly StepGroup[]): StepGroup[] {
  return groups
    .map(({ by, lines }) => ({ by, lines: lines.filter(({ cell }) => cell) }))
    .filter(({ lines }) => lines.length > 0)
}
