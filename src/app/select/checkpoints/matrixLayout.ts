/** Sizes of the matrix of a tournament, px. */
export interface MatrixLayout {
  /** Side of a cell. */
  readonly cell: number
  /** Where the names of the rows end, their marks begin and their worst cases end: before the cells, where they are in sight. */
  readonly name: number
  readonly marks: number
  readonly worst: number
  /** Room for all that, and for the names of the columns. */
  readonly left: number
  readonly top: number
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
const SWATCH = 17
const WORST = 48
/** A mark of a pick. */
const MARK = 13

/**
 * As large as there is room for; narrower than its smallest cells it is scrolled.
 * @param available px
 * @param longest signs in the longest name
 * @param marks most marks beside one row
 */
export function matrixLayout(candidates: number, available: number, longest: number, marks: number): MatrixLayout {
  const name = SWATCH + DIGIT * longest
  const worst = name + 6 + MARK * Math.max(1, marks) + WORST
  const left = worst + 8
  const fitting = Math.floor((available - left - 1) / candidates)
  const cell = Math.min(LARGEST_CELL, Math.max(LEAST_CELL, fitting))
  const upright = DIGIT * longest + 4 > cell
  const top = upright ? DIGIT * longest + 10 : 22
  return {
    cell,
    name,
    marks: name + 6,
    worst,
    left,
    top,
    width: left + cell * candidates + 1,
    height: top + cell * candidates + 2,
    upright,
    numbered: cell >= NUMBER,
  }
}
