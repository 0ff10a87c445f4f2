import { expect, it } from 'vitest'
import { Stream } from '../../random/streams'
import { pairVisits } from './pairs'

const draws = new Stream(2, 'evaluation')

/** Paths of so many places with two cells each, drawn at random or always the first, and how often each visit counts. */
function paths({
  entries,
  length,
  drawn,
  count = 1,
}: {
  entries: number
  length: number
  drawn: boolean
  count?: number
}) {
  const visits = entries * length
  return {
    offsets: Int32Array.from({ length: entries + 1 }, (_, i) => i * length),
    cells: Int32Array.from({ length: visits }, (_, j) => 2 * (j % length) + (drawn ? draws.uint32(0, j, 0) % 2 : 0)),
    counts: new Float64Array(visits).fill(count),
  }
}

/** The cells of each entry, pairs taken apart. */
function unfolded({ offsets, cells, pairs }: ReturnType<typeof pairVisits>, size: number): number[][] {
  const apart = (cell: number): number[] => {
    const p = 2 * (cell - size)
    return p < 0 ? [cell] : [...apart(pairs[p]), ...apart(pairs[p + 1])]
  }
  return Array.from({ length: offsets.length - 1 }, (_, i) =>
    [...cells.subarray(offsets[i], offsets[i + 1])].flatMap(apart),
  )
}

it('names the same cells in the same order, by fewer visits', () => {
  for (const length of [2, 3, 16, 17]) {
    const visits = paths({ entries: 500, length, drawn: true })
    const paired = pairVisits(visits, 2 * length)
    expect(paired.pairs.length).toBeGreaterThan(0)
    expect(paired.cells.length).toBeLessThan(0.7 * visits.cells.length)
    expect(unfolded(paired, 2 * length)).toEqual(unfolded({ ...visits, pairs: new Int32Array() }, 2 * length))
  }
})

it('joins up to sixteen visits where all responses are alike', () => {
  const { cells, offsets } = pairVisits(paths({ entries: 500, length: 33, drawn: false }), 66)
  expect(cells.length).toBe(500 * 3)
  expect(offsets[500]).toBe(500 * 3)
})

it('leaves visits as they are where they count otherwise, where few are alike, and where there are many cells', () => {
  const cases = [
    { visits: paths({ entries: 500, length: 16, drawn: false, count: 2 }), cells: 32 },
    { visits: paths({ entries: 15, length: 16, drawn: true }), cells: 32 },
    { visits: paths({ entries: 500, length: 128, drawn: false }), cells: 256 },
  ]
  for (const { visits, cells } of cases)
    expect(pairVisits(visits, cells)).toEqual({ ...visits, pairs: new Int32Array() })
})
