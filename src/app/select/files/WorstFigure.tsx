import { useMemo } from 'react'
import { GRID } from '../../../coverage/pairwise'
import type { Analysis } from '../../../engine/selection/analysis'
import type { AtN } from '../../../state/atN'
import { formatNumber } from '../../../text/format'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import { shareScale } from '../../charts/verticalScale'
import { BudgetPlot } from '../bestOfN/BudgetPlot'
import { CandidateLegend } from './CandidateLegend'
import { type Looks, strokeOf } from './looks'
import { AXIS_END, curveOverGrid, TABLE_ROWS } from './profileCurves'

export interface CandidatesFigureProps {
  readonly analysis: Analysis
  readonly at: AtN
  readonly names: readonly string[]
  readonly looks: Looks
}

/** The worst case of every candidate against N: the tournament takes the lowest. */
export function WorstFigure({ analysis, at, names, looks }: CandidatesFigureProps) {
  const { worst } = analysis.selection
  const curves = useMemo(() => overCandidates(worst, looks), [worst, looks])
  const scale = useMemo(() => shareScale('root', largest(worst)), [worst])
  const title = fileSentences.worstTitle(at, names)
  return (
    <ChartPanel
      id="worst-cases"
      className="picture picture-wide"
      title={title}
      note={filesText.worst.note}
      table={{
        caption: filesText.worst.table,
        head: ['N', ...names],
        rows: () => TABLE_ROWS.map(k => [formatNumber(GRID[k]), ...worst.map(shares => formatNumber(shares[k]))]),
      }}
      looking={() => selectLooking.worstCases(title, names.length, at.N)}
    >
      <CandidateLegend names={names} looks={looks} />
      <BudgetPlot
        axis={filesText.axis}
        name={filesText.worst.slider}
        summary={filesText.worst.summary(title)}
        reading={title}
        end={AXIS_END}
        curves={curves}
        scale={scale}
      />
    </ChartPanel>
  )
}

/** A line for each candidate, those with a look of their own on top. */
export function overCandidates(shares: readonly Float64Array[], looks: Looks) {
  const all = [...shares.keys()]
  const ordered = [...all.filter(i => !looks(i)), ...all.filter(i => looks(i))]
  return ordered.map(i => curveOverGrid(String(i), shares[i], strokeOf(looks(i))))
}

/** The largest share at any N above 1, where everything ties with itself. */
export function largest(shares: readonly Float64Array[]): number {
  return Math.max(...shares.map(one => one[1]))
}
