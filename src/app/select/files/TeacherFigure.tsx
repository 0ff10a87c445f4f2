import { useMemo } from 'react'
import { GRID } from '../../../coverage/pairwise'
import { nearestOnGrid } from '../../../state/atN'
import { formatNumber } from '../../../text/format'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import { shareScale } from '../../charts/verticalScale'
import { Notation } from '../../Notation'
import { BudgetPlot } from '../bestOfN/BudgetPlot'
import { CandidateLegend } from './CandidateLegend'
import { fillOf } from './looks'
import { AXIS_END, bandOverGrid, TABLE_ROWS } from './profileCurves'
import { TableScroll } from './TableScroll'
import { type CandidatesFigureProps, largest, overCandidates } from './WorstFigure'

/** Coverage profile and KL of every candidate against the teacher. */
export function TeacherFigure({ analysis, at, names, looks }: CandidatesFigureProps) {
  const { selection } = analysis
  const { coverage, kl, klError } = selection.teacher!
  const band = selection.bands.teacher
  const k = nearestOnGrid(at.N)
  const scores = at.confidence?.teacher?.scores
  const covAt = (i: number) => scores?.[i] ?? coverage[i][k]
  const winners = at.winners.teacher!
  const [best] = winners
  const curves = useMemo(
    () => [bandOverGrid('band', coverage[best], band, fillOf(looks(best))), ...overCandidates(coverage, looks)],
    [coverage, looks, best, band],
  )
  const scale = useMemo(() => shareScale('root', largest(coverage)), [coverage])
  const title = fileSentences.teacherTitle(at.N, winners, selection.leastCrossEntropy, covAt, names)
  return (
    <ChartPanel
      id="teacher"
      className="picture picture-wide"
      title={title}
      note={<Notation text={filesText.teacher.note(band, names[best])} />}
      table={{
        caption: filesText.teacher.table,
        head: ['N', ...names],
        rows: () => TABLE_ROWS.map(row => [formatNumber(GRID[row]), ...coverage.map(one => formatNumber(one[row]))]),
      }}
      looking={() => selectLooking.teacher(title, names.length, at.N)}
    >
      <CandidateLegend names={names} looks={looks} />
      <BudgetPlot
        axis={filesText.axis}
        name={filesText.teacher.slider}
        summary={filesText.teacher.summary(title)}
        reading={title}
        end={AXIS_END}
        curves={curves}
        scale={scale}
      />
      <TableScroll label={filesText.teacher.scoresLabel} className="kl-scroll">
        <thead>
          <tr>
            {filesText.teacher.scoresHeads(at.N).map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, i) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{withError(kl[i], klError[i])}</td>
              <td>{formatNumber(covAt(i))}</td>
            </tr>
          ))}
        </tbody>
      </TableScroll>
    </ChartPanel>
  )
}

/** An estimate and its standard error. */
function withError(value: number, error: number): string {
  return Number.isFinite(error)
    ? `${formatNumber(value)} ± ${formatNumber(Number(error.toPrecision(2)))}`
    : formatNumber(value)
}
