import type { ReactNode } from 'react'
import type { PickRule } from '../../../coverage/resampling'
import { passAt } from '../../../state/candidates'
import { coverageBand, klBand } from '../../../state/derive'
import type { QualityAt } from '../../../state/pickQuality'
import { PICK_KINDS, type PickKind, type Picks } from '../../../state/picks'
import type { Pool } from '../../../state/pool'
import { formatNumber, shortPercent } from '../../../text/format'
import { type CandidateName, checkpointsText } from '../../../text/select/checkpoints'
import { klInWords } from '../../../text/sentences'
import { PICK_MARKS } from './pickMarks'

interface PickListProps {
  readonly pool: Pool
  readonly names: readonly CandidateName[]
  readonly picks: Picks
  /** Cov_N and worst case of every candidate. */
  readonly coverage: Float64Array
  readonly worst: Float64Array
  readonly N: number
  /** At the chosen size of held-out sets; null while it is being computed. */
  readonly quality: QualityAt | null
  /** Where the offset tournament's responses come from. */
  readonly offsetHow: string | null
  /** Why there is no offset tournament, and what can be done about it. */
  readonly noOffset: ReactNode
}

/** What each way of selecting takes, and what one gets with it. */
export function PickList(props: PickListProps) {
  const estimated = props.pool.description.strata.length > 0
  return (
    <>
      <ul className="pick-list">
        {PICK_KINDS.map(kind => (
          <li key={kind} className={`pick pick-of-${kind}`} data-pick={kind}>
            <Pick kind={kind} {...props} />
          </li>
        ))}
      </ul>
      {estimated && <p className="selection-note">{checkpointsText.bands}</p>}
    </>
  )
}

function Pick(props: PickListProps & { readonly kind: PickKind }) {
  const { kind, pool, names, picks, coverage, worst, N, quality, offsetHow, noOffset } = props
  const tied = picks[kind]
  return (
    <>
      <h3>
        <span aria-hidden="true">{PICK_MARKS[kind]}</span> {checkpointsText.picks[kind]}
        {tied && <strong>{checkpointsText.pickInWords(names, tied)}</strong>}
      </h3>
      {tied ? (
        <>
          <Measures {...{ pool, coverage, worst, N }} i={tied[0]} />
          {kind === 'offset' && <p className="pick-quality">{offsetHow}</p>}
          {kind !== 'best' && <Quality kind={kind} quality={quality} />}
        </>
      ) : (
        noOffset
      )}
    </>
  )
}

interface MeasuresProps extends Pick<PickListProps, 'pool' | 'coverage' | 'worst' | 'N'> {
  readonly i: number
}

function Measures({ pool, coverage, worst, N, i }: MeasuresProps) {
  const { run, snapshot } = pool.candidates[i]
  const band = coverageBand(run)
  const pass = passAt(run, snapshot, N, 'rewarded')
  const measures = [
    [
      checkpointsText.coverage(N),
      band > 0
        ? `${formatNumber(coverage[i])} ± ${formatNumber(Number(band.toPrecision(2)))}`
        : formatNumber(coverage[i]),
    ],
    [checkpointsText.kl, klInWords(snapshot.kl, klBand(snapshot))],
    [checkpointsText.worstCase, shortPercent(worst[i])],
    ...(pass ? [[checkpointsText.pass(N), formatNumber(pass.value)]] : []),
  ]
  return (
    <dl>
      {measures.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Quality({ kind, quality }: { readonly kind: PickRule; readonly quality: QualityAt | null }) {
  if (!quality) return <p className="pick-quality">{checkpointsText.resampling}</p>
  const own = quality.by[kind]
  return own && <p className="pick-quality">{checkpointsText.qualityInWords(own, quality.n)}</p>
}
