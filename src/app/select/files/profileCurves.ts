import { GRID } from '../../../coverage/pairwise'
import { LOG_GRID } from '../../../state/atN'
import type { CurveData } from '../../charts/Plot'

/** The end of the axis of N: the grid's. */
export const AXIS_END = GRID[GRID.length - 1]

/** Shares at every N of the grid as a curve. */
export function curveOverGrid(key: string, shares: ArrayLike<number>, line: NonNullable<CurveData['line']>): CurveData {
  return { key, points: LOG_GRID.map((x, k) => ({ x, y: shares[k] })), line }
}

/** A band of a half-width around a curve, within [0, 1]. */
export function bandOverGrid(key: string, shares: ArrayLike<number>, halfWidth: number, colour: string): CurveData {
  const held = (share: number) => Math.min(1, Math.max(0, share))
  return {
    key,
    points: LOG_GRID.map((x, k) => ({ x, y: held(shares[k] + halfWidth) })),
    base: LOG_GRID.map((_, k) => held(shares[k] - halfWidth)),
    fill: colour,
    fillOpacity: 0.18,
  }
}

/** Powers of two of the grid, as indices: the rows of tables. */
export const TABLE_ROWS: readonly number[] = [...GRID.keys()].filter(k => Number.isInteger(Math.log2(GRID[k])))
