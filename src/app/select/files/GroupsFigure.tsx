import { GRID } from '../../../coverage/pairwise'
import type { GroupAnalysis } from '../../../engine/selection/analysis'
import { SaveMenu } from '../../charts/SaveMenu'
import { formatCount, formatNumber } from '../../format'
import { PicturePanel } from '../../pictures/PicturePanel'
import { nearestOnGrid } from './atN'
import { RangeLanes } from './RangeLanes'
import { RangeTable } from './RangesFigure'
import { groupsTitle, pickName } from './sentences'
import { TableScroll } from './TableScroll'
import type { CandidatesFigureProps } from './WorstFigure'

/** The tournament within each group of rows, side by side. */
export function GroupsFigure({ analysis, at, names, looks }: CandidatesFigureProps) {
  const groups = analysis.groups!
  const k = nearestOnGrid(at.N)
  const overall = analysis.selection.winners[k][0]
  const picks = groups.map(({ name, selection }) => ({ group: name, winners: selection?.winners[k] ?? null }))
  const title = groupsTitle(GRID[k], picks, overall, names)
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
      <TableScroll label={`Groups side by side, at N = ${formatNumber(GRID[k])}`} className="group-scroll">
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
          {groups.map(group => (
            <GroupRow key={group.name} group={group} k={k} names={names} />
          ))}
        </tbody>
      </TableScroll>
      <RangeTable caption="Picks of every group over ranges of N" lanes={lanes} names={names} />
    </PicturePanel>
  )
}

interface GroupRowProps {
  readonly group: GroupAnalysis
  /** Index of N in the grid. */
  readonly k: number
  readonly names: readonly string[]
}

function GroupRow({ group: { name, gaps, selection }, k, names }: GroupRowProps) {
  if (!selection) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td>0</td>
        <td colSpan={4}>All its {formatCount(gaps.rows)} rows have a gap and are left out.</td>
      </tr>
    )
  }
  const [pick] = selection.winners[k]
  const { teacher } = selection
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatCount(selection.rows)}</td>
      <td>{pickName(selection.winners[k], names)}</td>
      <td>{formatNumber(selection.worst[pick][k])}</td>
      <td>{pickName(selection.leastCrossEntropy, names)}</td>
      {teacher && <td>{formatNumber(teacher.kl[pick])}</td>}
    </tr>
  )
}
