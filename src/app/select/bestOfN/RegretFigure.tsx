import { useMemo } from 'react'
import type { Snapshot } from '../../../engine/snapshot'
import { type AdversaryTask, type KnownSupport, type Regrets, regretsAt } from '../../../state/bestOfN'
import type { MeasuredRun } from '../../../state/types'
import { formatCount, formatNumber } from '../../../text/format'
import { bestOfNText } from '../../../text/select/bestOfN'
import { selectLooking } from '../../../text/select/looking'
import { ChartPanel } from '../../charts/ChartPanel'
import { runColour } from '../../charts/runColour'
import { shareScale } from '../../charts/verticalScale'
import { Notation } from '../../Notation'
import { BudgetPlot } from './BudgetPlot'
import { budgetAxis, budgetRows, budgets } from './budgetAxis'
import { curveOf } from './lines'

interface RegretFigureProps {
  readonly run: MeasuredRun
  readonly support: KnownSupport
  readonly snapshot: Snapshot
  readonly task: AdversaryTask
  readonly regrets: Regrets
  readonly N: number
}

const BOUND = { stroke: 'var(--ink-soft)', strokeWidth: 1.5 } as const

/** What the reward that the model covers worst costs N samples, between Prop. D.7 and Prop. D.6; for each N another reward. */
export function RegretFigure({ run, support, snapshot, task, regrets, N }: RegretFigureProps) {
  const { last } = budgetAxis(N, 1)
  const colour = runColour(run)
  const { curves, scale } = useMemo(() => {
    const at = budgets(last)
    const all = new Map(at.map(budget => [budget, regretsAt(support, snapshot, budget)]))
    const of = (key: keyof Regrets) => (budget: number) => all.get(budget)?.[key] ?? null
    return {
      curves: [
        curveOf('most', at, of('most'), { ...BOUND, strokeDasharray: '5 4' }),
        curveOf('least', at, of('least'), { ...BOUND, strokeDasharray: '1.5 3' }),
        curveOf('adversary', at, of('adversary'), { stroke: colour, strokeWidth: 2.25 }),
      ],
      scale: shareScale('root', Math.max(...[...all.values()].map(({ adversary, most }) => most ?? adversary))),
    }
  }, [support, snapshot, last, colour])
  const title = bestOfNText.regretTitle(N, regrets)
  return (
    <ChartPanel
      id="regret"
      className="picture picture-wide"
      title={title}
      note={bestOfNText.regretNote(N, task, support.allPrompts)}
      table={{
        caption: bestOfNText.regretTable,
        head: ['N', bestOfNText.leastHead, bestOfNText.regretHead, bestOfNText.mostHead],
        rows: () =>
          budgetRows(last).map(budget => {
            const { least, adversary, most } = regretsAt(support, snapshot, budget)
            const shown = (value: number | null) => (value === null ? '–' : formatNumber(value))
            return [formatCount(budget), shown(least), shown(adversary), shown(most)]
          }),
      }}
      looking={() => selectLooking.regret(title, N)}
    >
      <ul className="legend">
        <li>
          <span className="swatch" style={{ background: colour }} /> <Notation text={bestOfNText.lost} />
        </li>
        <li>
          <span className="swatch swatch-bound" /> {bestOfNText.atMost}
        </li>
        <li>
          <span className="swatch swatch-least" /> {bestOfNText.atLeast}
        </li>
      </ul>
      <BudgetPlot
        axis={bestOfNText.axis}
        name={bestOfNText.regretSlider}
        summary={bestOfNText.regretSummary(title)}
        reading={bestOfNText.regretReading(regrets.adversary)}
        curves={curves}
        scale={scale}
      />
    </ChartPanel>
  )
}
