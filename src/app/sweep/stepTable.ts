import type { SweepConfig } from '../../config/sweep'
import { FOLLOWED } from '../../engine/sweepHistory'
import { computed } from '../../state/sweepLines'
import { formatNumber } from '../../text/format'
import { sweepFigureText } from '../../text/sweep/figure'
import { sweepNames } from '../../text/sweep/names'
import type { ChartTable } from '../charts/chartTable'
import { quantityOf } from './StepCharts'
import type { StepGroup, StepLine } from './stepLines'

/** Rows for each line, besides its end. */
const ROWS = 10

/** The numbers behind the charts over the steps, as far as runs are done, at about ten steps of each line. */
export function stepTable(sweep: SweepConfig, groups: readonly StepGroup[]): ChartTable {
  return {
    caption: sweepFigureText.stepsTable,
    head: [
      sweepFigureText.pointHead,
      ...FOLLOWED.map(followed => quantityOf(sweep, followed)),
      sweepFigureText.seedsHead,
    ],
    rows: () =>
      computed(groups).flatMap(({ by, lines }) => {
        const which = sweep.by && by !== null ? `${sweepNames.settingName(sweep, sweep.by, by)}, ` : ''
        return lines.flatMap(line => rowsOf(line, which))
      }),
  }
}

function rowsOf({ name, cell, points }: StepLine, which: string): string[][] {
  const last = points.length - 1
  const stride = Math.max(1, Math.ceil(last / ROWS))
  const eta = !cell || cell.eta === null ? '' : sweepFigureText.atEta(sweepFigureText.eta(cell))
  const seeds = cell?.values.length ?? 0
  return points
    .filter((_, i) => i % stride === 0 || i === last)
    .map(point => [
      sweepFigureText.atStep(`${which}${name}${eta}`, point.step),
      ...FOLLOWED.map(followed => {
        const { median, low, high } = point[followed]
        if (followed === 'ratio' && !Number.isFinite(median)) return '–'
        return seeds > 1 ? sweepFigureText.band(median, low, high) : formatNumber(median)
      }),
      String(seeds),
    ])
}
