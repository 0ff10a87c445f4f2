import type { SweepConfig } from '../../config/sweep'
import { FOLLOWED } from '../../engine/sweepHistory'
import { formatCount, formatNumber } from '../../text/format'
import { AsTable } from '../charts/AsTable'
import { followedName, settingName } from './names'
import { computed, type StepGroup, type StepLine } from './stepLines'

interface StepTableProps {
  readonly sweep: SweepConfig
  readonly groups: readonly StepGroup[]
}

/** Rows for each line, besides its end. */
const ROWS = 10

/** The numbers behind the charts over the steps, as far as runs are done, at about ten steps of each line. */
export function StepTable({ sweep, groups }: StepTableProps) {
  const heads = FOLLOWED.map(followed => `${followedName(followed, sweep)}${followed === 'coverage' ? '' : ', nats'}`)
  return (
    <AsTable
      caption="Over the steps: median over the seeds (10 % to 90 %)"
      head={['Point', ...heads, 'Seeds']}
      rows={() =>
        computed(groups).flatMap(({ by, lines }) => {
          const which = sweep.by && by !== null ? `${settingName(sweep, sweep.by, by)}, ` : ''
          return lines.flatMap(line => rowsOf(line, which))
        })
      }
    />
  )
}

function rowsOf({ name, cell, points }: StepLine, which: string): string[][] {
  const last = points.length - 1
  const stride = Math.max(1, Math.ceil(last / ROWS))
  const eta = !cell || cell.eta === null ? '' : `, η = ${formatNumber(cell.eta)}${cell.etaAtEdge ? ' (edge)' : ''}`
  const seeds = cell?.values.length ?? 0
  return points
    .filter((_, i) => i % stride === 0 || i === last)
    .map(point => [
      `${which}${name}${eta}, step ${formatCount(point.step)}`,
      ...FOLLOWED.map(followed => {
        const { median, low, high } = point[followed]
        if (followed === 'ratio' && !Number.isFinite(median)) return '–'
        const band = seeds > 1 ? ` (${formatNumber(low)} to ${formatNumber(high)})` : ''
        return `${formatNumber(median)}${band}`
      }),
      String(seeds),
    ])
}
