import type { Condition } from '../../config/lesson/condition'
import type { LessonSymbol } from '../../config/lesson/lesson'
import type { Moment, NumberStyle, Quantity, Shown } from '../../config/lesson/quantity'

/** The quantities and conditions of our lessons, written short. Of which run and when: as in `Quantity`. */
interface Place {
  readonly at?: Moment
  readonly run?: string
}

export const kl = (place: Place = {}): Quantity => ({ of: 'kl', ...place })
export const coverage = (N: Quantity, place: Place = {}): Quantity => ({ of: 'coverage', N, ...place })
export const setting = (id: string, run?: string): Quantity =>
  run === undefined ? { of: 'setting', id } : { of: 'setting', id, run }
export const meanOf = (quantity: Quantity, run?: string): Quantity =>
  run === undefined ? { of: 'mean', quantity } : { of: 'mean', quantity, run }

export const ratio = (left: Quantity, right: Quantity): Quantity => ({ of: 'ratio', left, right })
export const product = (left: Quantity, right: Quantity): Quantity => ({ of: 'product', left, right })
export const difference = (left: Quantity, right: Quantity): Quantity => ({ of: 'difference', left, right })
export const sum = (left: Quantity, right: Quantity): Quantity => ({ of: 'sum', left, right })
export const power = (left: Quantity, right: Quantity): Quantity => ({ of: 'power', left, right })
export const log = (quantity: Quantity): Quantity => ({ of: 'log', quantity })
export const exp = (quantity: Quantity): Quantity => ({ of: 'exp', quantity })

/** Rounding of float32 log ratios and of sums in another order. */
const ROUNDING = 1e-6

export const below = (left: Quantity, right: Quantity): Condition => ({ is: '<', left, right })
export const above = (left: Quantity, right: Quantity): Condition => ({ is: '>', left, right })
/** At most, but for rounding. */
export const atMost = (left: Quantity, right: Quantity): Condition => ({ is: '<=', left, right, relative: ROUNDING })
export const atLeast = (left: Quantity, right: Quantity): Condition => ({ is: '>=', left, right, relative: ROUNDING })
/** Equal within a share of the right side; but for rounding where none is given. */
export const equal = (left: Quantity, right: Quantity, relative = ROUNDING): Condition => ({
  is: '=',
  left,
  right,
  relative,
})
export const all = (...of: Condition[]): Condition => ({ is: 'all', of })
/** low ≤ quantity < high. */
export const between = (quantity: Quantity, low: Quantity, high: Quantity): Condition =>
  all({ is: '>=', left: quantity, right: low }, { is: '<', left: quantity, right: high })

export const shown = (value: Quantity, as: NumberStyle = 'number'): Shown => ({ value, as })

/** N, by its setting. */
export const symbolN: LessonSymbol = {
  id: 'N',
  tex: 'N',
  means: 'tail parameter: how many times too rare',
  value: setting('N'),
  as: 'count',
  chart: 'coverage',
}
/** Cov_N at the present N. */
export const symbolCoverage: LessonSymbol = {
  id: 'cov',
  tex: '\\mathrm{Cov}_N',
  means: 'share of the teacher’s writing that is under-weighted N times or more',
  value: { of: 'coverage' },
  as: 'percent',
  chart: 'coverage',
}
/** KL of the present run, at the playhead. */
export const symbolKl: LessonSymbol = {
  id: 'kl',
  tex: '\\mathrm{KL}',
  means: 'mean of the log ratio, in nats',
  value: kl(),
  as: 'nats',
  chart: 'coverage',
}
