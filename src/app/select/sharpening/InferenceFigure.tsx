import { useMemo } from 'react'
import {
  coverageCoefficient,
  medianCoefficient,
  modeLogProbs,
  modeSuccess,
  pickSuccess,
  type RankedResponses,
  REWARDED,
  VALID,
} from '../../../coverage/sharpening'
import { formatCount, formatNumber } from '../../../text/format'
import { selectLooking } from '../../../text/select/looking'
import { sharpeningText } from '../../../text/select/sharpening'
import { ChartPanel } from '../../charts/ChartPanel'
import type { CurveData } from '../../charts/Plot'
import { shareScale } from '../../charts/verticalScale'
import { BudgetPlot } from '../bestOfN/BudgetPlot'
import { budgetAxis, budgetRows, budgets } from '../bestOfN/budgetAxis'
import { curveOf } from '../bestOfN/lines'

interface InferenceFigureProps {
  readonly ranked: RankedResponses
  /** What the checkpoint is called. */
  readonly name: string
  readonly N: number
  readonly colour: string
}

const SCALE = shareScale('linear')
const RIGHT = { stroke: 'var(--ink-soft)', strokeWidth: 1.5 } as const

/** Best-of-N by the model's own log-probability: whether y⋆ is among N samples, and whether the pick is right. */
export function InferenceFigure({ ranked, name, N, colour }: InferenceFigureProps) {
  const { last } = budgetAxis(N, 1)
  const modes = useMemo(() => modeLogProbs(ranked), [ranked])
  const takes = useMemo(
    () => ({
      mean: coverageCoefficient(modes, ranked.masses),
      median: medianCoefficient(modes, ranked.masses),
      prompts: ranked.masses.length,
    }),
    [modes, ranked],
  )
  const success = (budget: number) => modeSuccess(modes, ranked.masses, budget)
  const curves = useMemo(() => curvesOf(ranked, modes, takes.mean, last, colour), [ranked, modes, takes, last, colour])
  const right = ranked.verdicts && {
    rewarded: pickSuccess(ranked, REWARDED, N),
    valid: pickSuccess(ranked, VALID, N),
  }
  const title = sharpeningText.inferenceTitle(name, N, success(N), takes)
  return (
    <ChartPanel
      id="sharpening"
      className="picture picture-wide"
      title={title}
      note={sharpeningText.inferenceNote(ranked, N, takes, right)}
      table={{
        caption: sharpeningText.inferenceTable,
        head: [
          'N',
          sharpeningText.likeliestHead,
          ...(right ? [sharpeningText.obeysHead, sharpeningText.validHead] : []),
        ],
        rows: () =>
          budgetRows(last).map(budget => [
            formatCount(budget),
            formatNumber(success(budget)),
            ...(right
              ? [REWARDED, VALID].map(least => sharpeningText.rangeInWords(pickSuccess(ranked, least, budget)))
              : []),
          ]),
      }}
      looking={() => selectLooking.inference(title, N, right !== null)}
    >
      <ul className="legend">
        <li>
          <span className="swatch" style={{ background: colour }} /> {sharpeningText.likeliest}
        </li>
        {ranked.verdicts && (
          <>
            <li>
              <span className="swatch swatch-bound" /> {sharpeningText.obeys}
            </li>
            <li>
              <span className="swatch swatch-least" /> {sharpeningText.valid}
            </li>
          </>
        )}
        {Math.log(takes.mean) <= last && <li>{sharpeningText.coefficient}</li>}
      </ul>
      <BudgetPlot
        axis={sharpeningText.axis}
        name={sharpeningText.slider}
        summary={sharpeningText.summary(title)}
        reading={formatNumber(success(N))}
        curves={curves}
        scale={SCALE}
      />
    </ChartPanel>
  )
}

function curvesOf(
  ranked: RankedResponses,
  modes: Float64Array,
  coefficient: number,
  last: number,
  colour: string,
): CurveData[] {
  const at = budgets(last)
  const own = curveOf('mode', at, N => modeSuccess(modes, ranked.masses, N), { stroke: colour, strokeWidth: 2.25 })
  const x = Math.log(coefficient)
  const mark = [0, 1].map(y => ({ x, y }))
  return [
    ...(ranked.verdicts
      ? [...rightCurves(ranked, REWARDED, at, '5 4'), ...rightCurves(ranked, VALID, at, '1.5 3')]
      : []),
    own,
    ...(x <= last
      ? [{ key: 'coefficient', points: mark, line: { ...RIGHT, strokeWidth: 1, strokeDasharray: '2 4' } }]
      : []),
  ]
}

/** What is not ranked may be right or wrong: the line is the least that is right, and the band reaches up to the most. */
function rightCurves(ranked: RankedResponses, least: number, at: readonly number[], dash: string): CurveData[] {
  const shares = new Map(at.map(N => [N, pickSuccess(ranked, least, N)]))
  const line = curveOf(`right ${least}`, at, N => shares.get(N)!.low, { ...RIGHT, strokeDasharray: dash })
  const high = at.map(N => ({ x: Math.log(N), y: shares.get(N)!.high }))
  const base = at.map(N => shares.get(N)!.low)
  return [{ key: `open ${least}`, points: high, base, fill: 'var(--ink-soft)', fillOpacity: 0.15 }, line]
}
