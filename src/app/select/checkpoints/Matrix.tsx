import { useState } from 'react'
import type { Tournament } from '../../../coverage/tournament'
import type { Pool } from '../../../state/pool'
import { formatPercent } from '../../../text/format'
import { type CandidateName, checkpointsText } from '../../../text/select/checkpoints'
import { HeatLegend } from '../../charts/HeatLegend'
import { useSize } from '../../charts/useSize'
import type { HeatRange } from '../../sweep/heat'
import { MatrixGrid, type Place } from './MatrixGrid'
import { matrixLayout } from './matrixLayout'

interface MatrixProps {
  readonly pool: Pool
  readonly names: readonly CandidateName[]
  readonly tournament: Tournament
  /** Marks of the picks that take each candidate. */
  readonly marks: readonly string[]
  readonly N: number
  readonly title: string
}

/** Ĉ of every pair as colours, and what the cell that is pointed at says; else what the winner's worst one says. */
export function Matrix({ pool, names, tournament, marks, N, title }: MatrixProps) {
  const [stage, { width }] = useSize<HTMLElement>()
  const [asked, setAsked] = useState<Place | null>(null)
  const { pairwise, worst, winners } = tournament
  // Candidates come and go while the run goes on.
  const active = asked && asked.i < names.length && asked.j < names.length ? asked : null
  const layout = matrixLayout(
    names.length,
    width,
    Math.max(...names.map(({ short }) => short.length)),
    Math.max(...marks.map(({ length }) => length)),
  )
  const sentence = active
    ? checkpointsText.cellSentence(names, active.i, active.j, pairwise[active.i][active.j], N)
    : checkpointsText.worstSentence(names, winners[0], pairwise[winners[0]], N)
  const range = rangeOf(Math.max(...worst))
  return (
    <>
      <section className="matrix-scroll" ref={stage}>
        {width > 0 && (
          <MatrixGrid
            {...{ pool, names, tournament, marks, title, layout, active, sentence, range }}
            onAsk={setAsked}
          />
        )}
      </section>
      <p className="matrix-words">{sentence.replaceAll(' %', '\u00a0%')}</p>
      <div className="heat-foot">
        <HeatLegend low={checkpointsText.orLess(formatPercent(range.low))} high={formatPercent(range.high)} />
        <p className="sweep-caption">{checkpointsText.matrixLegend}</p>
      </div>
    </>
  )
}

/** Shares that a ramp's low end stands for, of that of its high end; and the least that its high end stands for. */
const FAINTEST = 1e-3
const LEAST_HIGH = 0.01

/** A ramp of ratios: few responses count as well as many, and next to none look like next to none. */
function rangeOf(largest: number): HeatRange {
  const high = Math.max(LEAST_HIGH, largest)
  return { low: FAINTEST * high, high, scale: 'log' }
}
