import { isMissing, isNumeric } from './cells'

const COMMA = /^\s*[-+]?\d*,\d+(e[-+]?\d+)?\s*$/i

const isComma = (cell: unknown): boolean => typeof cell === 'string' && COMMA.test(cell)

/**
 * Whether the numbers of a file have decimal commas, from its first rows: in some column everything that is there is a number if
 * commas are points, and one has such a comma; and no number anywhere has a point.
 * @param sample the first rows, cut where commas do not separate fields
 */
export function hasDecimalCommas(sample: readonly (readonly unknown[])[]): boolean {
  const pointed = (cell: unknown) => typeof cell === 'string' && cell.includes('.') && isNumeric(cell)
  if (sample.some(row => row.some(pointed))) return false
  const width = Math.max(0, ...sample.map(({ length }) => length))
  return Array.from({ length: width }, (_, c) => sample.map(row => row[c])).some(
    cells => cells.some(isComma) && cells.every(cell => isComma(cell) || isNumeric(cell) || isMissing(cell)),
  )
}

/** The cell with a point for its decimal comma, if it has one. */
export function withPoint(cell: unknown): unknown {
  return isComma(cell) ? (cell as string).replace(',', '.') : cell
}
