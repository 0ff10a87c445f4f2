import { expect, it } from 'vitest'
import { prefixesOf } from './prefixes'

it('reads what sequences behind one parent begin with once', () => {
  const sequences = [
    [1, 2, 3],
    [1, 2, 4],
    [1, 2, 3],
    [2, 2, 3],
    [1, 2, 3],
    [1, 0, 3],
  ]
  const { distinct, ids, rowOf, firstOf } = prefixesOf(Int32Array.from(sequences.flat()), [0, 0, 0, 0, 1, 0], 3, 5)
  expect(distinct).toEqual([
    { parent: 0, shared: 0, from: -1, row: 0, rows: 3 },
    { parent: 0, shared: 2, from: 0, row: 3, rows: 1 },
    { parent: 0, shared: 0, from: -1, row: 4, rows: 3 },
    { parent: 1, shared: 0, from: -1, row: 7, rows: 3 },
    { parent: 0, shared: 1, from: 0, row: 10, rows: 2 },
  ])
  expect([...ids]).toEqual([0, 1, 0, 2, 3, 4])
  expect([...rowOf]).toEqual([0, 1, 2, 0, 1, 3, 0, 1, 2, 4, 5, 6, 7, 8, 9, 0, 10, 11])
  expect(firstOf).toEqual([0, 1, 2, 5, 9, 10, 11, 12, 13, 14, 16, 17])
})
