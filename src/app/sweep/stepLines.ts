import type { SweepConfig } from '../../config/sweep'
import { historySteps } from '../../config/sweepHistory'
import type { PlannedCell } from '../../config/sweepPlan'
import { historyOver, type StepPoint } from '../../engine/sweepHistory'
import type { CellResult } from '../../engine/sweepResult'
import { settingName } from './names'
import { type SeriesStyle, seriesStyle } from './seriesStyle'

/** What one swept value did over the steps of its runs. */
export interface StepLine {
  readonly cell: CellResult
  /** "H = 8", "SGD" */
  readonly name: string
  readonly style: SeriesStyle
  /** From the start to the end, at least two. */
  readonly points: readonly StepPoint[]
}

/** The lines that share a set of charts: those of one value of `by`, or all. */
export interface StepGroup {
  readonly by: string | number | null
  readonly lines: readonly StepLine[]
}

/** What there is to draw over the steps: a line for every point of the sweep that has been computed for one seed or more. */
export function stepGroups(
  sweep: SweepConfig,
  planned: readonly PlannedCell[],
  cells: readonly CellResult[],
): StepGroup[] {
  const values = sweep.by ? sweep.by.values : [null]
  const groups = values.map(by => ({
    by,
    lines: cells
      .filter(cell => cell.by === by)
      .map(cell => {
        const { config } = planned.find(({ x, by: other }) => x === cell.x && other === by)!
        return {
          cell,
          name: settingName(sweep, sweep.x, cell.x),
          style: seriesStyle(sweep.x, cell.x),
          points: historyOver(historySteps(config.values), cell.histories),
        }
      }),
  }))
  return groups.filter(({ lines }) => lines.length > 0)
}
