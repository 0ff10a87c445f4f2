import { describe, expect, it } from 'vitest'
import { Stream } from '../../random/streams'
import { edgeFlow } from './edgeFlow'
import { edgesOf, type SearchGraph, validPaths } from './graph'

const GRAPH: SearchGraph = {
  source: 0,
  target: 1,
  layers: [
    [2, 3, 4],
    [5, 6, 7],
  ],
  passable: [[2, 3], [6]],
}
/** Beside the nodes there are two tokens that belong to no layer. */
const VOCABULARY = 10

/** A made-up autoregressive model: any prefix has its own distribution over the vocabulary. */
function next(prefix: readonly number[]): number[] {
  const stream = new Stream(7, 'sampling')
  const row = prefix.reduce((code, token) => code * (VOCABULARY + 1) + token + 1, 0)
  const raw = Array.from({ length: VOCABULARY }, (_, v) => stream.uniform(prefix.length, row, v) ** 3)
  const total = raw.reduce((sum, value) => sum + value, 0)
  return raw.map(value => value / total)
}

const LENGTH = GRAPH.layers.length + 2

/** Every sequence of tokens of a path's length, with its probability. */
function enumerate(): { tokens: number[]; probability: number }[] {
  let all: { tokens: number[]; probability: number }[] = [{ tokens: [], probability: 1 }]
  for (let h = 0; h < LENGTH; h++) {
    all = all.flatMap(({ tokens, probability }) =>
      next(tokens).map((share, token) => ({ tokens: [...tokens, token], probability: probability * share })),
    )
  }
  return all
}

function waysOf(paths: readonly (readonly number[])[]): number[] {
  const options = [[GRAPH.source], ...GRAPH.layers, [GRAPH.target]]
  return paths.flatMap(path =>
    options.flatMap((nodes, h) => {
      const distribution = next(path.slice(0, h))
      return nodes.map(node => distribution[node])
    }),
  )
}

/** Mass of the sequences that satisfy a condition. */
function massWhere(holds: (tokens: readonly number[]) => boolean): number {
  return enumerate().reduce((sum, { tokens, probability }) => sum + (holds(tokens) ? probability : 0), 0)
}

const open = [[GRAPH.source], ...GRAPH.passable, [GRAPH.target]]
const nodes = [[GRAPH.source], ...GRAPH.layers, [GRAPH.target]]
/** Length of the longest beginning along open nodes. */
const walked = (tokens: readonly number[]) => {
  const stop = tokens.findIndex((token, h) => !open[h].includes(token))
  return stop < 0 ? LENGTH : stop
}

describe('with every valid path', () => {
  const paths = validPaths(GRAPH)
  const flow = edgeFlow(GRAPH, paths, waysOf(paths))

  it('gives every edge the mass of all sequences that walk along it', () => {
    expect(flow.edges.map(({ from, to }) => [from, to]).sort()).toEqual(
      edgesOf(GRAPH)
        .map(edge => [...edge])
        .sort(),
    )
    for (const { position, from, to, probability } of flow.edges) {
      const brute = massWhere(
        tokens => walked(tokens) >= position && tokens[position - 1] === from && tokens[position] === to,
      )
      expect(probability, `${from} to ${to}`).toBeCloseTo(brute, 12)
    }
  })

  it('accounts for all of the mass', () => {
    expect(flow.arrives).toBeCloseTo(
      massWhere(tokens => walked(tokens) === LENGTH),
      12,
    )
    const stopsAt = (tokens: readonly number[], inGraph: boolean) => {
      const stop = walked(tokens)
      return stop < LENGTH && nodes[stop].includes(tokens[stop]) === inGraph
    }
    expect(flow.deadEnds).toBeCloseTo(
      massWhere(tokens => stopsAt(tokens, true)),
      12,
    )
    expect(flow.leaves).toBeCloseTo(
      massWhere(tokens => stopsAt(tokens, false)),
      12,
    )
    expect(flow.otherWays).toBe(0)
  })
})

describe('with one path alone', () => {
  const path = validPaths(GRAPH)[1]
  const flow = edgeFlow(GRAPH, [path], waysOf([path]))

  it('follows that path only', () => {
    for (const { position, from, to, probability } of flow.edges) {
      expect(from).toBe(path[position - 1])
      const before = path.slice(0, position)
      const brute = massWhere(tokens => before.every((token, h) => tokens[h] === token) && tokens[position] === to)
      expect(probability, `${from} to ${to}`).toBeCloseTo(brute, 12)
    }
  })

  it('tells other ways from dead ends', () => {
    expect(flow.otherWays).toBeCloseTo(
      massWhere(tokens => {
        const stop = tokens.findIndex((token, h) => token !== path[h])
        return stop >= 0 && open[stop].includes(tokens[stop])
      }),
      12,
    )
    expect(flow.arrives + flow.deadEnds + flow.otherWays + flow.leaves).toBeCloseTo(1, 12)
  })
})

it('refuses ways of another graph', () => {
  expect(() => edgeFlow(GRAPH, validPaths(GRAPH), [1])).toThrow('2 paths have 16 ways; there are 1.')
})
