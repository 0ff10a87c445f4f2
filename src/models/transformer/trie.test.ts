import { expect, it } from 'vitest'
import { pathsOf, trieOf } from './trie'

it('has one row for what begins alike behind the same', () => {
  const behind = (after: number, ...tokens: number[]) => ({ after, tokens })
  const paths = [
    behind(0, 3, 1, 4),
    behind(7, 3, 1),
    behind(0, 3, 1, 2, 0),
    behind(0, 3),
    behind(7, 3, 1),
    behind(0, 4),
  ]
  const { tokens, previous, rowOf, ends } = trieOf(paths, 5)
  expect(tokens).toEqual([3, 1, 4, 3, 1, 2, 0, 4])
  expect(previous).toEqual([-1, 0, 1, -8, 3, 1, 5, -1])
  expect(rowOf).toEqual([0, 1, 2, 3, 4, 0, 1, 5, 6, 0, 3, 4, 7])
  expect(ends).toEqual([2, 4, 6, 0, 4, 7])
  expect(rowOf.map(row => tokens[row])).toEqual(paths.flatMap(path => path.tokens))
})

it('has a row of its own for every other node, behind the greatest place too', () => {
  const V = 3
  const all = Array.from({ length: V ** 3 }, (_, i) => [i % V, Math.floor(i / V) % V, Math.floor(i / V ** 2)])
  const paths = [0, 1, 2 ** 32 - 1].flatMap(after => all.map(tokens => ({ after, tokens })))
  const { tokens, ends } = trieOf(paths, V)
  expect(tokens.length).toBe(3 * (V + V ** 2 + V ** 3))
  expect(new Set(ends).size).toBe(paths.length)
})

it('puts continuations behind their prompts, or behind what they continue', () => {
  const tokens = [
    [[1], [2]],
    [[3], [4]],
  ]
  expect(pathsOf(tokens, [5, 6], null).map(({ after }) => after)).toEqual([5, 5, 6, 6])
  expect(pathsOf(tokens, [5, 6], [9, 8, 7, 0])).toEqual([
    { after: 9, tokens: [1] },
    { after: 8, tokens: [2] },
    { after: 7, tokens: [3] },
    { after: 0, tokens: [4] },
  ])
})
