import { GRID } from '../../../coverage/pairwise'
import type { PickRange } from '../../../coverage/selection'
import { formatNumber } from '../../../text/format'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { AsTable } from '../../charts/AsTable'
import { SaveMenu } from '../../charts/SaveMenu'
import { PicturePanel } from '../../pictures/PicturePanel'
import { type Lane, RangeLanes } from './RangeLanes'
import type { CandidatesFigureProps } from './WorstFigure'

/** Which candidate each way of selecting takes, for every N. */
export function RangesFigure({ analysis, names, looks }: Omit<CandidatesFigureProps, 'at'>) {
  const { ranges, leastCrossEntropy, teacher } = analysis.selection
  const everywhere: PickRange = { picks: leastCrossEntropy, from: GRID[0], to: GRID[GRID.length - 1] }
  const lanes: Lane[] = [
    { name: filesText.ranges.lanes.tournament, ranges },
    { name: filesText.ranges.lanes.crossEntropy, ranges: [everywhere] },
    ...(teacher ? [{ name: filesText.ranges.lanes.teacher, ranges: teacher.bestRanges }] : []),
  ]
  const title = fileSentences.rangesTitle(ranges, names)
  return (
    <PicturePanel title={title} tools={<SaveMenu name="picks over N" />} note={filesText.ranges.note}>
      <RangeLanes
        lanes={lanes}
        names={names}
        looks={looks}
        summary={filesText.ranges.summary(title)}
        sliderName={filesText.ranges.slider}
        reading={title}
      />
      <RangeTable caption={filesText.ranges.table} lanes={lanes} names={names} />
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
      head={filesText.ranges.heads}
      rows={() =>
        lanes.flatMap(({ name, ranges }) =>
          ranges.map(({ picks, from, to }, k) => [
            ranges.length === 1 ? name : `${name}, ${k + 1}`,
            formatNumber(from),
            formatNumber(to),
            picks.length > 4 ? fileSentences.pickName(picks, names) : picks.map(i => names[i]).join(', '),
          ]),
        )
      }
    />
  )
}
