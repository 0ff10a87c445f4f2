import { useMemo } from 'react'
import type { Snapshot } from '../../../engine/snapshot'
import { type AdversaryTask, type KnownSupport, type Regrets, regretsAt } from '../../../state/bestOfN'
import { formatCount, formatNumber } from '../../../text/format'
import { AsTable } from '../../charts/AsTable'
import { runColour } from '../../charts/runColour'
import { shareScale } from '../../charts/verticalScale'
import type { MeasuredRun } from '../../explore/shownRun'
import { PicturePanel } from '../../pictures/PicturePanel'
import { BudgetPlot } from './BudgetPlot'
import { budgetAxis, budgetRows, budgets } from './budgetAxis'
import { curveOf } from './lines'
import { adversaryNote, regretTitle } from './sentences'

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
  const title = regretTitle(N, regrets)
  const prompts = support.allPrompts ? '' : ' Over the held-out prompts.'
  return (
    <PicturePanel title={title} note={`${adversaryNote(N, task)} Every N has an adversary of its own.${prompts}`}>
      <ul className="legend">
        <li>
          <span className="swatch" style={{ background: colour }} /> lost to π_D on the adversary’s task
        </li>
        <li>
          <span className="swatch swatch-bound" /> at most, Prop. D.6
        </li>
        <li>
          <span className="swatch swatch-least" /> at least, Prop. D.7
        </li>
      </ul>
      <BudgetPlot
        name="Budget N, on the plot of regret"
        summary={`Regret of Best-of-N against N. ${title}.`}
        reading={`regret ${formatNumber(regrets.adversary)}`}
        curves={curves}
        scale={scale}
      />
      <AsTable
        caption="Regret of Best-of-N on the adversary’s task of each N"
        head={['N', 'at least (D.7)', 'regret', 'at most (D.6)']}
        rows={() =>
          budgetRows(last).map(budget => {
            const { least, adversary, most } = regretsAt(support, snapshot, budget)
            const shown = (value: number | null) => (value === null ? '–' : formatNumber(value))
            return [formatCount(budget), shown(least), shown(adversary), shown(most)]
          })
        }
      />
    </PicturePanel>
  )
}
