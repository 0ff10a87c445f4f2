import { describe, expect, it } from 'vitest'
import { NONE } from './packing'
import { TokenTree } from './tokenTree'

describe('a tree of tokens', () => {
  const wayBack = (tree: TokenTree, place: number) => {
    const places: number[] = []
    for (let at = place; at !== NONE; at = tree.previous[at]) places.unshift(at)
    return places
  }

  it('has one row for what begins alike, and tells each place the one before it', () => {
    const tree = new TokenTree(5)
    const paths = [[3, 1, 4], [3, 1, 2, 0], [3], [4, 1]].map(tokens => ({ after: NONE, tokens }))
    const { tokens, rows, places } = tree.grow(paths)
    expect(tokens).toEqual([3, 1, 4, 2, 0, 4, 1])
    expect(rows).toEqual([[0, 1, 2], [0, 1, 3, 4], [0], [5, 6]])
    expect(new Set(places).size).toBe(7)
    for (const own of rows) {
      expect(wayBack(tree, places[own.at(-1)!])).toEqual(own.map(row => places[row]))
      expect(own.map(row => tree.positions[places[row]])).toEqual(own.map((_, position) => position))
    }
  })

  it('goes on behind any place, and shares nothing with what was read before', () => {
    const tree = new TokenTree(5)
    const first = tree.grow([{ after: NONE, tokens: [2, 2] }])
    const [, end] = first.places
    const behind = [1, 1, 0].map(token => ({ after: end, tokens: [token, 4] }))
    for (let time = 0; time < 2; time++) {
      const { tokens, places, rows } = tree.grow(behind)
      expect(tokens).toEqual([1, 4, 0, 4])
      expect(rows).toEqual([
        [0, 1],
        [0, 1],
        [2, 3],
      ])
      expect(wayBack(tree, places[3])).toEqual([...first.places, places[2], places[3]])
      expect(Array.from(places, place => tree.positions[place])).toEqual([2, 3, 2, 3])
    }
  })

  it('hands released places out again, and grows where there are none', () => {
    const tree = new TokenTree(5)
    const long = { after: NONE, tokens: Array.from({ length: 700 }, (_, i) => i % 5) }
    const { capacity } = tree
    for (let time = 0; time < 5; time++) tree.release(tree.grow([long]).places)
    expect(tree.capacity).toBe(capacity)
    const kept = tree.grow([long]).places
    const more = tree.grow([long]).places
    expect(tree.capacity).toBeGreaterThan(capacity)
    expect(new Set([...kept, ...more]).size).toBe(1400)
    expect(wayBack(tree, kept.at(-1)!)).toEqual(kept)
  })
})
