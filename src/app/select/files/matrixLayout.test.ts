import { describe, expect, it } from 'vitest'
import { cellAt, matrixLayout, SHADES, shadedPaths, WORST } from './matrixLayout'

const named = (count: number) => Array.from({ length: count }, (_, i) => `step-${i}`)

describe('the layout of a matrix', () => {
  it('writes numbers into the cells of few candidates, and shrinks those of many', () => {
    const few = matrixLayout(named(4), 600)
    expect(few.numbered).toBe(true)
    expect(few.stride).toEqual({ row: 1, column: 1 })
    const many = matrixLayout(named(50), 600)
    expect(many.numbered).toBe(false)
    expect(many.width).toBeLessThanOrEqual(600)
    expect(many.stride.row).toBeGreaterThan(1)
    // Too many for any page: the matrix scrolls.
    expect(matrixLayout(named(256), 600).cell).toEqual({ width: 4, height: 4 })
  })

  it('leaves names and worst cases their room', () => {
    const { left, width, cell, names } = matrixLayout(named(12), 900)
    expect(width - left - 12 * cell.width).toBe(WORST)
    expect(left).toBeGreaterThan(6 * Math.max(...names.map(({ length }) => length)))
  })

  it('finds the cell under a point', () => {
    const layout = matrixLayout(named(3), 500)
    const middle = (row: number, column: number) =>
      [layout.left + (column + 0.5) * layout.cell.width, layout.top + (row + 0.5) * layout.cell.height] as const
    expect(cellAt(layout, ...middle(2, 1))).toEqual({ row: 2, column: 1 })
    expect(cellAt(layout, 2, 2)).toBeNull()
    expect(cellAt(layout, ...middle(3, 0))).toBeNull()
  })

  it('draws every cell off the diagonal in one shade', () => {
    const layout = matrixLayout(named(3), 500)
    const matrix = [
      [1, 0, 0.25],
      [0, 1, 1],
      [0.0625, 0, 1],
    ].map(row => Float64Array.from(row))
    const paths = shadedPaths(layout, matrix, 1)
    const cells = paths.map(path => path.split('M').length - 1)
    expect(cells.reduce((sum, count) => sum + count, 0)).toBe(6)
    expect([
      cells[0],
      cells[Math.round((SHADES - 1) / 4)],
      cells[Math.round((SHADES - 1) / 2)],
      cells[SHADES - 1],
    ]).toEqual([3, 1, 1, 1])
    expect(
      shadedPaths(
        layout,
        matrix.map(row => row.map(() => 0)),
        0,
      )[0].split('M').length - 1,
    ).toBe(6)
  })
})
