import { formatNumber } from '../../../text/format'
import type { Horizontal } from '../../charts/Plot'

const LOG4 = Math.log(4)

/** The axis of budgets N from 1 to 1,024, or to at least 4N: log N, labelled in powers of four. */
export function budgetAxis(N: number, width: number): Horizontal & { readonly last: number } {
  const fours = Math.max(5, Math.ceil(Math.log(4 * N) / LOG4 - 1e-9))
  const room = 62
  const stride = Math.max(1, Math.ceil((room * fours) / Math.max(1, width)))
  const ticks = Array.from({ length: fours + 1 }, (_, k) => k * LOG4).filter((_, k) => k % stride === 0)
  const last = fours * LOG4
  return { domain: [0, last], last, ticks, label: log => formatNumber(Math.round(Math.exp(log))) }
}

/** Budgets between the ends of the axis, evenly spaced in log N and so close that a curve through them is smooth. */
export function budgets(last: number): number[] {
  const count = 96
  return Array.from({ length: count + 1 }, (_, i) => Math.exp((last * i) / count))
}

/** Powers of two up to the end of the axis, for tables. */
export function budgetRows(last: number): number[] {
  return Array.from({ length: Math.floor(last / Math.LN2 + 1e-9) + 1 }, (_, k) => 2 ** k)
}
