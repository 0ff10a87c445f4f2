import type { Confidence, PickKind } from '../../../coverage/confidence'
import { PICK_KINDS } from '../../../coverage/confidence'
import type { Analysis } from '../../../engine/selection/analysis'
import { NO_OFFSET } from '../../../engine/selection/report'
import { formatPercent } from '../../../text/format'
import { type AtN, nearestOnGrid } from './atN'
import { formatScore, PICK_NAMES, pickName, picksTitle, scoreName, settledSentence } from './sentences'
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
    <section className="panel picks-panel" aria-label="Picks">
      <h2>{picksTitle(at, names).replaceAll(' %', '\u00a0%')}</h2>
      <TableScroll label="Picks at N, and how sure they are" className="picks-table">
        <thead>
          <tr>
            <th scope="col">Way of selecting</th>
            <th scope="col">Pick</th>
            <th scope="col">Score</th>
            <th scope="col">Holds in</th>
            <th scope="col">What would settle it</th>
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
            <th scope="row">Offset tournament</th>
            <td colSpan={4}>{NO_OFFSET}</td>
          </tr>
        </tbody>
      </TableScroll>
      {selection.teacher && (
        <p className="picture-note">
          Over the same responses, least cross-entropy is least KL, too: the two differ by the teacher’s own entropy.
        </p>
      )}
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
        {PICK_NAMES[kind]}
        <span className="score-name">{scoreName(kind, at.N)}</span>
      </th>
      <td data-column="Pick" className="pick-name">
        {pickName(winners, whole)}
      </td>
      <td data-column="Score">{formatScore(kind, score)}</td>
      <td data-column="Holds in">
        {confidence ? `${formatPercent(confidence.picked[winners[0]])} of resamples` : '…'}
      </td>
      <td data-column="What would settle it">
        {confidence ? settledSentence(confidence, rows, names) : 'Resampling the rows.'}
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
