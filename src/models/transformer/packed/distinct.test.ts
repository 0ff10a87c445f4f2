import { expect, it } from 'vitest'
import { trieOf } from '../trie'
import { distinctOf } from './distinct'

it('tells what each distinct path shares, and with which one', () => {
  const sequences = [
    [1, 2, 3],
    [1, 2, 4],
    [1, 2, 3],
    [2, 2, 3],
    [1, 2, 3],
    [1, 0, 3],
    [1, 2, 3],
  ]
  const parents = [0, 0, 0, 0, 1, 0, 1]
  const trie = trieOf(
    sequences.map((tokens, i) => ({ after: parents[i], tokens })),
    5,
  )
  const { distinct, ids } = distinctOf(trie, 3)
  expect(distinct).toEqual([
    { parent: 0, shared: 0, from: -1, row: 0, rows: 3 },
    { parent: 0, shared: 2, from: 0, row: 3, rows: 1 },
    { parent: 0, shared: 0, from: -1, row: 4, rows: 3 },
    { parent: 1, shared: 0, from: -1, row: 7, rows: 3 },
    { parent: 0, shared: 1, from: 0, row: 10, rows: 2 },
  ])
  expect(ids).toEqual([0, 1, 0, 2, 3, 4, 3])
  for (const { row, rows, shared, parent } of distinct) {
    const i = trie.ends.indexOf(row + rows - 1)
    expect(trie.tokens.slice(row, row + rows)).toEqual(sequences[i].slice(shared))
    expect(parent).toBe(parents[i])
  }
})
