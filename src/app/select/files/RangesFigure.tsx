import { GRID } from '../../../coverage/pairwise'
import type { PickRange } from '../../../coverage/selection'
import { formatNumber } from '../../../text/format'
import { AsTable } from '../../charts/AsTable'
import { SaveMenu } from '../../charts/SaveMenu'
import { PicturePanel } from '../../pictures/PicturePanel'
import { type Lane, RangeLanes } from './RangeLanes'
import { pickName, rangesTitle } from './sentences'
import type { CandidatesFigureProps } from './WorstFigure'

/** Which candidate each way of selecting takes, for every N. */
export function RangesFigure({ analysis, names, looks }: Omit<CandidatesFigureProps, 'at'>) {
  const { ranges, leastCrossEntropy, teacher } = analysis.selection
  const everywhere: PickRange = { picks: leastCrossEntropy, from: GRID[0], to: GRID[GRID.length - 1] }
  const lanes: Lane[] = [
    { name: 'Tournament', ranges },
    { name: 'Least cross-entropy', ranges: [everywhere] },
    ...(teacher ? [{ name: 'True best, by the teacher', ranges: teacher.bestRanges }] : []),
  ]
  const title = rangesTitle(ranges, names)
  return (
    <PicturePanel
      title={title}
      tools={<SaveMenu name="picks over N" />}
      note="Each piece is a range of N over which the pick stays the same; that of least cross-entropy does not depend on N. Dashed: candidates tie; the earliest is drawn, and the table names the others."
    >
      <RangeLanes
        lanes={lanes}
        names={names}
        looks={looks}
        summary={`Picks against N. ${title}.`}
        sliderName="N, on the picture of picks"
        reading={title}
      />
      <RangeTable caption="Picks over ranges of N" lanes={lanes} names={names} />
    </PicturePanel>
  )
}

interface RangeTableProps {
  readonly caption: string
  readonly lanes: readonly Lane[]
  readonly names: readonly string[]
}

/** The pieces of all lanes as a table. */
export function RangeTable({ caption, lanes, names }: RangeTableProps) {
  return (
    <AsTable
      caption={caption}
      head={['Pick', 'From N', 'To N', 'Takes']}
      rows={() =>
        lanes.flatMap(({ name, ranges }) =>
          ranges.map(({ picks, from, to }, k) => [
            ranges.length === 1 ? name : `${name}, ${k + 1}`,
            formatNumber(from),
            formatNumber(to),
            picks.length > 4 ? pickName(picks, names) : picks.map(i => names[i]).join(', '),
          ]),
        )
      }
    />
  )
}
