import { shortNames } from './names'

/** Where the parts of a matrix lie, px. */
export interface MatrixLayout {
  readonly left: number
  readonly top: number
  readonly cell: { readonly width: number; readonly height: number }
  /** Names of rows and columns, as they are written. */
  readonly names: readonly string[]
  /** Every so many names are written. */
  readonly stride: { readonly row: number; readonly column: number }
  /** Whether cells have room for their number. */
  readonly numbered: boolean
  readonly width: number
  readonly height: number
}

/** Width of a character of a name, px: a little more than usual faces have. */
const CHARACTER = 7.2
const LINE = 13
const CELL = { least: 4, widest: 76, highest: 34 } as const

/** Room for the mark of the pick, between a row's name and its cells. */
export const MARK = 16

/** Room for each row's worst case, to the right. */
export const WORST = 62

/** A matrix of so many candidates in a place of the given width: cells shrink down to a few pixels, then it scrolls. */
export function matrixLayout(names: readonly string[], width: number): MatrixLayout {
  const most = Math.max(8, Math.min(22, Math.floor((0.3 * width) / CHARACTER)))
  const short = shortNames(names, most)
  const longest = Math.max(...short.map(({ length }) => length))
  const left = Math.ceil(longest * CHARACTER) + MARK + 12
  const room = (width - left - WORST) / names.length
  const cell = {
    width: Math.max(CELL.least, Math.min(CELL.widest, Math.floor(room))),
    height: Math.max(CELL.least, Math.min(CELL.highest, Math.floor(room))),
  }
  // Names of columns stand upright unless they all fit above their cells.
  const flat = longest * CHARACTER + 6 < cell.width
  const top = flat ? 20 : Math.ceil(longest * CHARACTER) + 16
  return {
    left,
    top,
    cell,
    names: short,
    stride: { row: Math.ceil(LINE / cell.height), column: flat ? 1 : Math.ceil(LINE / cell.width) },
    numbered: cell.width >= 44 && cell.height >= 18,
    width: left + names.length * cell.width + WORST,
    height: top + names.length * cell.height + 4,
  }
}

/** Row and column under a point of the drawing; null outside of the cells. */
export function cellAt(layout: MatrixLayout, x: number, y: number): { row: number; column: number } | null {
  const column = Math.floor((x - layout.left) / layout.cell.width)
  const row = Math.floor((y - layout.top) / layout.cell.height)
  const inside = (index: number) => index >= 0 && index < layout.names.length
  return inside(row) && inside(column) ? { row, column } : null
}

/** Shades that cells are drawn in: all cells of one shade are one path, so that thousands of them are drawn at once. */
export const SHADES = 32

/** Paths of the cells by shade, 0 to `SHADES − 1`; the diagonal is in none. The shade grows like the root of the share. */
export function shadedPaths(
  { left, top, cell }: MatrixLayout,
  matrix: readonly Float64Array[],
  most: number,
): string[] {
  const paths = new Array<string>(SHADES).fill('')
  const edge = cell.width >= 10 && cell.height >= 10 ? 1 : 0
  const box = `h${cell.width - edge}v${cell.height - edge}h${edge - cell.width}z`
  matrix.forEach((shares, i) => {
    shares.forEach((share, j) => {
      if (i === j) return
      const shade = most > 0 ? Math.round(Math.sqrt(share / most) * (SHADES - 1)) : 0
      paths[shade] += `M${left + j * cell.width} ${top + i * cell.height}${box}`
    })
  })
  return paths
}
