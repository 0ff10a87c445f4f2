import type { SweepConfig } from '../../config/sweep'
import { historySteps } from '../../config/sweepHistory'
import type { PlannedCell } from '../../config/sweepPlan'
import { historyOver, type StepPoint } from '../../engine/sweepHistory'
import type { CellResult } from '../../engine/sweepResult'
import type { RunHistory } from '../../engine/sweepRun'
import type { FollowedLine, LineGroup } from '../../state/sweepLines'
import { sweepNames } from '../../text/sweep/names'
import { type SeriesStyle, seriesStyle } from './seriesStyle'

/** What one swept value did, as it is drawn. */
export interface StepLine extends FollowedLine {
  readonly style: SeriesStyle
  /** Where its points are or will be. */
  readonly steps: readonly number[]
}

export type StepGroup = LineGroup<StepLine>

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
    return [{ x, cell, name: sweepNames.settingName(sweep, sweep.x, x), style: seriesStyle(sweep.x, x), steps, points }]
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
