import { useMemo } from 'react'
import type { GroupAnalysis } from '../../../engine/selection/analysis'
import { useFiles } from '../../../state/files'
import { formatCount, formatNumber } from '../../../text/format'
import { SaveMenu } from '../../charts/SaveMenu'
import { PicturePanel } from '../../pictures/PicturePanel'
import { type GroupAtN, groupsAtN } from './atN'
import { RangeLanes } from './RangeLanes'
import { RangeTable } from './RangesFigure'
import { groupsTitle, pickName } from './sentences'
import { TableScroll } from './TableScroll'
import type { CandidatesFigureProps } from './WorstFigure'

interface GroupsFigureProps extends Omit<CandidatesFigureProps, 'at'> {
  /** The N asked for. */
  readonly N: number
}

/** The tournament within each group of rows, side by side. */
export function GroupsFigure({ analysis, N: asked, names, looks }: GroupsFigureProps) {
  const groups = analysis.groups!
  const picks = useFiles(state => state.picks)
  const at = useFiles(state => state.groups)
  const {
    N,
    overall,
    groups: said,
  } = useMemo(() => groupsAtN(groups, analysis, { picks, at }, asked), [groups, analysis, picks, at, asked])
  const winners = groups.map(({ name }, g) => ({ group: name, winners: said[g]?.winners ?? null }))
  const title = groupsTitle(N, winners, overall, names)
  const lanes = groups.flatMap(({ name, selection }) => (selection ? [{ name, ranges: selection.ranges }] : []))
  return (
    <PicturePanel
      title={title}
      tools={<SaveMenu name="groups" />}
      note="The tournament’s pick over N within each group: a mean over all rows can hide that a group needs another checkpoint."
    >
      <RangeLanes
        lanes={lanes}
        names={names}
        looks={looks}
        summary={`Picks of every group against N. ${title}.`}
        sliderName="N, on the picture of groups"
        reading={title}
      />
      <TableScroll label={`Groups side by side, at N = ${formatNumber(N)}`} className="group-scroll">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Rows</th>
            <th scope="col">Tournament</th>
            <th scope="col">Its worst case</th>
            <th scope="col">Least cross-entropy</th>
            {analysis.selection.teacher && <th scope="col">KL of the tournament’s pick, nats</th>}
          </tr>
        </thead>
        <tbody>
          {groups.map((group, g) => (
            <GroupRow key={group.name} group={group} at={said[g]} names={names} />
          ))}
        </tbody>
      </TableScroll>
      <RangeTable caption="Picks of every group over ranges of N" lanes={lanes} names={names} />
    </PicturePanel>
  )
}

interface GroupRowProps {
  readonly group: GroupAnalysis
  readonly at: GroupAtN
  readonly names: readonly string[]
}

function GroupRow({ group: { name, gaps, selection }, at, names }: GroupRowProps) {
  if (!selection || !at) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td>0</td>
        <td colSpan={4}>All its {formatCount(gaps.rows)} rows have a gap and are left out.</td>
      </tr>
    )
  }
  const { winners, worst } = at
  const { teacher } = selection
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatCount(selection.rows)}</td>
      <td>{pickName(winners, names)}</td>
      <td>{formatNumber(worst)}</td>
      <td>{pickName(selection.leastCrossEntropy, names)}</td>
      {teacher && <td>{formatNumber(teacher.kl[winners[0]])}</td>}
    </tr>
  )
}
