import { GRID } from '../../../coverage/pairwise'
import type { PickRange } from '../../../coverage/selection'
import { formatNumber } from '../../../text/format'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import type { ChartTable } from '../../charts/chartTable'
import { type Lane, RangeLanes } from './RangeLanes'
import type { CandidatesFigureProps } from './WorstFigure'

/** Which candidate each way of selecting takes, for every N. */
export function RangesFigure({ analysis, at: { N }, names, looks }: CandidatesFigureProps) {
  const { ranges, leastCrossEntropy, teacher } = analysis.selection
  const everywhere: PickRange = { picks: leastCrossEntropy, from: GRID[0], to: GRID[GRID.length - 1] }
  const lanes: Lane[] = [
    { name: filesText.ranges.lanes.tournament, ranges },
    { name: filesText.ranges.lanes.crossEntropy, ranges: [everywhere] },
    ...(teacher ? [{ name: filesText.ranges.lanes.teacher, ranges: teacher.bestRanges }] : []),
  ]
  const title = fileSentences.rangesTitle(ranges, names)
  return (
    <ChartPanel
      id="ranges"
      className="picture picture-wide"
      title={title}
      note={filesText.ranges.note}
      table={rangeTable(filesText.ranges.table, lanes, names)}
      looking={() =>
        selectLooking.ranges(
          title,
          lanes.reduce((sum, lane) => sum + lane.ranges.length, 0),
          N,
        )
      }
    >
      <RangeLanes
        lanes={lanes}
        names={names}
        looks={looks}
        summary={filesText.ranges.summary(title)}
        sliderName={filesText.ranges.slider}
        reading={title}
      />
    </ChartPanel>
  )
}

/** The pieces of all lanes as a table. */
export function rangeTable(caption: string, lanes: readonly Lane[], names: readonly string[]): ChartTable {
  return {
    caption,
    head: filesText.ranges.heads,
    rows: () =>
      lanes.flatMap(({ name, ranges }) =>
        ranges.map(({ picks, from, to }, k) => [
          ranges.length === 1 ? name : `${name}, ${k + 1}`,
          formatNumber(from),
          formatNumber(to),
          picks.length > 4 ? fileSentences.pickName(picks, names) : picks.map(i => names[i]).join(', '),
        ]),
      ),
  }
}
