import { describe, expect, it } from 'vitest'
import { NONE } from './packing'
import { TokenTree } from './tokenTree'
import { type Path, trieOf } from './trie'

describe('a tree of tokens', () => {
  const V = 5
  const wayBack = (tree: TokenTree, place: number) => {
    const places: number[] = []
    for (let at = place; at !== NONE; at = tree.previous[at]) places.unshift(at)
    return places
  }
  const grown = (tree: TokenTree, paths: readonly Path[]) => {
    const trie = trieOf(paths, V)
    return { ...trie, places: tree.grow(trie) }
  }

  it('tells each place the one before it', () => {
    const tree = new TokenTree()
    const paths = [[3, 1, 4], [3, 1, 2, 0], [3], [4, 1]].map(tokens => ({ after: NONE, tokens }))
    const { rowOf, ends, places } = grown(tree, paths)
    expect(new Set(places).size).toBe(7)
    let from = 0
    for (const [i, { tokens }] of paths.entries()) {
      const own = rowOf.slice(from, from + tokens.length).map(row => places[row])
      expect(wayBack(tree, places[ends[i]])).toEqual(own)
      expect(own.map(place => tree.positions[place])).toEqual(own.map((_, position) => position))
      from += tokens.length
    }
  })

  it('goes on behind any place, and shares nothing with what was read before', () => {
    const tree = new TokenTree()
    const first = grown(tree, [{ after: NONE, tokens: [2, 2] }])
    const [, end] = first.places
    const behind = [1, 1, 0].map(token => ({ after: end, tokens: [token, 4] }))
    const taken = new Set(first.places)
    for (let time = 1; time <= 2; time++) {
      const { places } = grown(tree, behind)
      for (const place of places) taken.add(place)
      expect(taken.size).toBe(2 + 4 * time)
      expect(wayBack(tree, places[3])).toEqual([...first.places, places[2], places[3]])
      expect(Array.from(places, place => tree.positions[place])).toEqual([2, 3, 2, 3])
    }
  })

  it('hands released places out again, and grows where there are none', () => {
    const tree = new TokenTree()
    const long = trieOf([{ after: NONE, tokens: Array.from({ length: 700 }, (_, i) => i % V) }], V)
    const { capacity } = tree
    for (let time = 0; time < 5; time++) tree.release(tree.grow(long))
    expect(tree.capacity).toBe(capacity)
    const kept = tree.grow(long)
    const more = tree.grow(long)
    expect(tree.capacity).toBeGreaterThan(capacity)
    expect(new Set([...kept, ...more]).size).toBe(1400)
    expect(wayBack(tree, kept.at(-1)!)).toEqual(kept)
  })
})
