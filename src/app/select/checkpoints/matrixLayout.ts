/** Sizes of the matrix of a tournament, px. */
export interface MatrixLayout {
  /** Side of a cell. */
  readonly cell: number
  /** Room for the names of the rows, and for those of the columns. */
  readonly left: number
  readonly top: number
  /** Where each row's worst case is written, and where its marks begin. */
  readonly worst: number
  readonly marks: number
  readonly width: number
  readonly height: number
  /** Whether the names of the columns stand upright. */
  readonly upright: boolean
  /** Whether a cell has room for its number. */
  readonly numbered: boolean
}

const LEAST_CELL = 15
const LARGEST_CELL = 54
/** A number such as ">99.9 %" at its size. */
const NUMBER = 50
const DIGIT = 7
/** Colour of the run beside a name. */
const SWATCH = 14
const WORST = 58
/** A mark of a pick. */
const MARK = 13

/**
 * As large as there is room for; narrower than its smallest cells it is scrolled.
 * @param available px
 * @param longest signs in the longest name
 * @param marks most marks beside one row
 */
export function matrixLayout(candidates: number, available: number, longest: number, marks: number): MatrixLayout {
  const left = SWATCH + DIGIT * longest + 8
  const right = WORST + 6 + MARK * Math.max(1, marks)
  const fitting = Math.floor((available - left - right) / candidates)
  const cell = Math.min(LARGEST_CELL, Math.max(LEAST_CELL, fitting))
  const upright = DIGIT * longest + 4 > cell
  const top = upright ? DIGIT * longest + 10 : 22
  const worst = left + cell * candidates + WORST
  const width = worst + 6 + MARK * Math.max(1, marks)
  return {
    cell,
    left,
    top,
    worst,
    marks: worst + 6,
    width,
    height: top + cell * candidates + 2,
    upright,
    numbered: cell >= NUMBER,
  }
}
