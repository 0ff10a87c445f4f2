import { describe, expect, it } from 'vitest'
import type { Reading, RowBlock } from '../../logprobs/table'
import { chunksOf } from './chunks'
import { type Comparison, noGaps, objection, type TableShape } from './comparison'

const NATURAL: Reading = { base: 'e', scale: 'sum', sign: 'log-probability' }
const EVERYTHING: Comparison = { reading: NATURAL, candidates: [0, 1], teacher: false, gaps: 'drop', groups: null }

function block(columns: readonly (readonly number[])[], more: Partial<RowBlock> = {}): RowBlock {
  const logProbs = columns.map(column => Float32Array.from(column))
  return { rows: columns[0].length, logProbs, teacher: null, group: null, lengths: [], ...more }
}

/** What the comparison sees of a block whose first row is the table's row 100. */
function seen(from: RowBlock, comparison: Partial<Comparison>) {
  const whole = { ...EVERYTHING, ...comparison }
  const gaps = noGaps(whole.candidates.length)
  const rows: number[][] = []
  const index: number[] = []
  for (const chunk of chunksOf(from, 100, whole, gaps)) {
    for (let k = 0; k < chunk.rows; k++) {
      rows.push(chunk.columns.map(column => column[k]))
      index.push(chunk.index[k])
    }
  }
  return { rows, index, gaps }
}

describe('chunksOf', () => {
  it('takes the candidates that are asked for, in their order', () => {
    expect(seen(block([[-1], [-2], [-3]]), { candidates: [2, 0] }).rows).toEqual([[-3, -1]])
  })

  it('leaves out rows with a gap in a compared candidate, and counts them', () => {
    const gappy = block([
      [-1, Number.NaN, -3, Number.POSITIVE_INFINITY],
      [-5, -6, Number.NEGATIVE_INFINITY, Number.NaN],
      [Number.NaN, -1, -1, -1],
    ])
    const { rows, index, gaps } = seen(gappy, {})
    expect(rows).toEqual([
      [-1, -5],
      [-3, Number.NEGATIVE_INFINITY],
    ])
    expect(index).toEqual([100, 102])
    expect(gaps).toEqual({ rows: 4, leftOut: 2, candidates: Float64Array.of(2, 1), teacher: 0 })
  })

  it('or counts a gap as probability 0', () => {
    const { rows, gaps } = seen(block([[Number.NaN], [-5]]), { gaps: 'zero' })
    expect(rows).toEqual([[Number.NEGATIVE_INFINITY, -5]])
    expect(gaps).toEqual({ rows: 1, leftOut: 0, candidates: Float64Array.of(1, 0), teacher: 0 })
  })

  it('leaves out rows that the teacher has no value for, or could not have written', () => {
    const teacher = Float32Array.of(-1, Number.NaN, Number.NEGATIVE_INFINITY)
    const { rows, gaps } = seen(block([[-1, -1, -1]], { teacher }), { candidates: [0], teacher: true, gaps: 'zero' })
    expect(rows).toEqual([[-1, -1]])
    expect(gaps).toEqual({ rows: 3, leftOut: 2, candidates: Float64Array.of(0), teacher: 2 })
  })

  it('looks at the rows of some groups only', () => {
    const grouped = block([[-1, -2, -3]], { group: Uint16Array.of(0, 2, 1) })
    const { rows, index, gaps } = seen(grouped, { candidates: [0], groups: [1, 2] })
    expect(rows).toEqual([[-2], [-3]])
    expect(index).toEqual([101, 102])
    expect(gaps.rows).toBe(2)
  })

  it('turns losses into log-probabilities, and means into sums by each candidate’s own lengths', () => {
    const means = { ...NATURAL, scale: 'mean', sign: 'loss' } as const
    const losses = [
      [2, 3],
      [4, Number.POSITIVE_INFINITY],
    ]
    const own = block(losses, { lengths: [Float32Array.of(3, 2), Float32Array.of(5, 2)] })
    expect(seen(own, { reading: means }).rows).toEqual([
      [-6, -20],
      [-6, Number.NEGATIVE_INFINITY],
    ])
    const teacher = Float32Array.of(1, 1)
    const shared = block(losses, { teacher, lengths: [Float32Array.of(10, Number.NaN)] })
    const { rows, gaps } = seen(shared, { reading: means, teacher: true })
    expect(rows).toEqual([[-20, -40, -10]])
    expect(gaps.leftOut).toBe(1)
  })

  it('takes every row once, however many chunks they fill', () => {
    const rows = 5000
    const long = block([Array.from({ length: rows }, (_, k) => (k % 7 === 0 ? Number.NaN : -k))])
    const { index, gaps } = seen(long, { candidates: [0] })
    expect(index).toEqual(Array.from({ length: rows }, (_, k) => k + 100).filter((_, k) => k % 7 !== 0))
    expect(gaps).toEqual({ rows, leftOut: 715, candidates: Float64Array.of(715), teacher: 0 })
  })
})

describe('objection', () => {
  const shape: TableShape = { candidates: ['a', 'b'], groups: null, rows: 9, teacher: true, lengths: 2 }
  const means: Reading = { ...NATURAL, scale: 'mean' }

  it('says what a table lacks', () => {
    const says = (comparison: Partial<Comparison>, table: Partial<TableShape> = {}) =>
      objection({ ...EVERYTHING, ...comparison }, { ...shape, ...table })
    expect(says({})).toBeNull()
    expect(says({ candidates: [] })).toContain('keep at least one')
    expect(says({ candidates: Array.from({ length: 300 }, (_, i) => i) })).toContain('At most 256')
    expect(says({ teacher: true }, { teacher: false })).toContain('no column of the teacher')
    expect(says({ reading: means }, { lengths: 0 })).toContain('no column of lengths')
    expect(says({ reading: means, teacher: true })).toContain('leave the teacher out')
    expect(says({ reading: means, teacher: true }, { lengths: 1 })).toBeNull()
  })
})
