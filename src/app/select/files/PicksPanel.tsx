import type { Confidence, PickKind } from '../../../coverage/confidence'
import { PICK_KINDS } from '../../../coverage/confidence'
import type { Analysis } from '../../../engine/selection/analysis'
import { NO_OFFSET } from '../../../engine/selection/report'
import { type AtN, nearestOnGrid } from '../../../state/atN'
import { fileSentences } from '../../../text/select/fileSentences'
import { filesText } from '../../../text/select/files'
import { TableScroll } from './TableScroll'

interface PicksPanelProps {
  readonly at: AtN
  readonly analysis: Analysis
  readonly names: readonly string[]
  /** The names at full length. */
  readonly whole: readonly string[]
}

/** What each way of selecting picks at N, how sure that is, and what would settle it. */
export function PicksPanel({ at, analysis, names, whole }: PicksPanelProps) {
  const kinds = PICK_KINDS.filter(kind => at.winners[kind])
  const { selection } = analysis
  return (
    <section className="panel picks-panel" aria-label={filesText.picks.label}>
      <h2>{fileSentences.picksTitle(at, names).replaceAll(' %', '\u00a0%')}</h2>
      <TableScroll label={filesText.picks.tableLabel} className="picks-table">
        <thead>
          <tr>
            <th scope="col">{filesText.picks.way}</th>
            <th scope="col">{filesText.picks.pick}</th>
            <th scope="col">{filesText.picks.score}</th>
            <th scope="col">{filesText.picks.holdsIn}</th>
            <th scope="col">{filesText.picks.settle}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(kind => (
            <PickRow
              key={kind}
              kind={kind}
              at={at}
              score={scoreAt(analysis, at, kind)}
              rows={selection.rows}
              names={names}
              whole={whole}
            />
          ))}
          <tr>
            <th scope="row">{filesText.picks.offset}</th>
            <td colSpan={4}>{NO_OFFSET}</td>
          </tr>
        </tbody>
      </TableScroll>
      {selection.teacher && <p className="picture-note">{filesText.picks.sameAsKl}</p>}
    </section>
  )
}

interface PickRowProps {
  readonly kind: PickKind
  readonly at: AtN
  readonly score: number
  readonly rows: number
  readonly names: readonly string[]
  readonly whole: readonly string[]
}

function PickRow({ kind, at, score, rows, names, whole }: PickRowProps) {
  const winners = at.winners[kind]!
  const confidence: Confidence | undefined = at.confidence?.[kind]
  return (
    <tr>
      <th scope="row">
        {fileSentences.picks[kind]}
        <span className="score-name">{fileSentences.scoreName(kind, at.N)}</span>
      </th>
      <td data-column={filesText.picks.pick} className="pick-name">
        {fileSentences.pickName(winners, whole)}
      </td>
      <td data-column={filesText.picks.score}>{fileSentences.formatScore(kind, score)}</td>
      <td data-column={filesText.picks.holdsIn}>
        {confidence ? filesText.picks.ofResamples(confidence.picked[winners[0]]) : '…'}
      </td>
      <td data-column={filesText.picks.settle}>
        {confidence ? fileSentences.settledSentence(confidence, rows, names) : filesText.picks.resampling}
      </td>
    </tr>
  )
}

/** The pick's own score at the N that is shown. */
function scoreAt({ selection }: Analysis, at: AtN, kind: PickKind): number {
  const [pick] = at.winners[kind]!
  const sure = at.confidence?.[kind]
  if (sure) return sure.scores[pick]
  const k = nearestOnGrid(at.N)
  if (kind === 'tournament') return selection.worst[pick][k]
  return kind === 'crossEntropy' ? selection.crossEntropy[pick] : selection.teacher!.coverage[pick][k]
}
