import type { SweepConfig } from '../../config/sweep'
import type { PlannedCell } from '../../config/sweepPlan'
import { fitConstant, RATES, type Rate, type RateArguments } from '../../coverage/rates'
import type { CellResult } from '../../engine/sweepResult'
import type { Values } from '../../scenarios/parameter'
import type { ToldRate } from '../../text/sweep/title'

/** One of the paper's rates, laid over a line by the constant that fits it best. It is a shape and no bound. */
export interface RateLine extends ToldRate {
  readonly points: readonly { readonly x: string | number; readonly y: number }[]
}

/** Rates speak of coverage along a parameter: those of the rules in the sweep, where every point has what they depend on. */
export function rateLines(
  sweep: SweepConfig,
  planned: readonly PlannedCell[],
  cells: readonly CellResult[],
): RateLine[] {
  if (sweep.x.kind !== 'parameter' || !sweep.metric.endsWith('Coverage')) return []
  const byValues = sweep.by ? sweep.by.values : [null]
  return byValues.flatMap(by => {
    const line = cells.filter(cell => cell.by === by)
    const configs = line.map(({ x }) => planned.find(cell => cell.x === x && cell.by === by)!.config)
    return RATES.filter(({ rule }) => configs.length > 1 && rule === configs[0].rule).flatMap(rate => {
      const args = configs.map(({ values }, i) => argumentsOf(values, line[i].facts, rate.rule))
      if (!args.every((each): each is RateArguments => each !== null && rate.valid(each))) return []
      const shapes = args.map(rate.shape)
      const constant = fitConstant(
        shapes,
        line.map(({ median }) => median),
      )
      if (constant === null) return []
      return { rate, by, constant, points: line.map(({ x }, i) => ({ x, y: constant * shapes[i] })) }
    })
  })
}

/** What the rates depend on; null where a run has none of it, such as a scenario without a feature bound. */
function argumentsOf(values: Partial<Values>, facts: CellResult['facts'], rule: Rate['rule']): RateArguments | null {
  const { N, H, B, T, K = 1 } = values
  if (!facts?.inherentVariance || N === undefined || H === undefined || B === undefined || T === undefined) return null
  const { inherentVariance, parameters: d } = facts
  const n = values.n ?? K * T
  // Theorem 6.1 takes its steps sequence by sequence.
  return { N, H, B, d, n, T: rule === 'token' ? K * T : T, K, inherentVariance }
}
