import { useMemo } from 'react'
import type { GroupAnalysis } from '../../../engine/selection/analysis'
import { type GroupAtN, groupsAtN } from '../../../state/atN'
import { useFiles } from '../../../state/files'
import { formatCount, formatNumber } from '../../../text/format'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import { RangeLanes } from './RangeLanes'
import { rangeTable } from './RangesFigure'
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
  const title = fileSentences.groupsTitle(N, winners, overall, names)
  const lanes = groups.flatMap(({ name, selection }) => (selection ? [{ name, ranges: selection.ranges }] : []))
  return (
    <ChartPanel
      id="groups"
      className="picture picture-wide"
      title={title}
      note={filesText.groups.note}
      table={rangeTable(filesText.groups.table, lanes, names)}
      looking={() => selectLooking.groups(title, groups.length, N)}
    >
      <RangeLanes
        lanes={lanes}
        names={names}
        looks={looks}
        summary={filesText.groups.summary(title)}
        sliderName={filesText.groups.slider}
        reading={title}
      />
      <TableScroll label={filesText.groups.sideBySide(N)} className="group-scroll">
        <thead>
          <tr>
            {filesText.groups.heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {analysis.selection.teacher && <th scope="col">{filesText.groups.klHead}</th>}
          </tr>
        </thead>
        <tbody>
          {groups.map((group, g) => (
            <GroupRow key={group.name} group={group} at={said[g]} names={names} />
          ))}
        </tbody>
      </TableScroll>
    </ChartPanel>
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
        <td colSpan={4}>{filesText.groups.leftOut(gaps.rows)}</td>
      </tr>
    )
  }
  const { winners, worst } = at
  const { teacher } = selection
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatCount(selection.rows)}</td>
      <td>{fileSentences.pickName(winners, names)}</td>
      <td>{formatNumber(worst)}</td>
      <td>{fileSentences.pickName(selection.leastCrossEntropy, names)}</td>
      {teacher && <td>{formatNumber(teacher.kl[winners[0]])}</td>}
    </tr>
  )
}
