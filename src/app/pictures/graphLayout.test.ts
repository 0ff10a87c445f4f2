import { describe, expect, it } from 'vitest'
import { Stream } from '../../random/streams'
import { drawGraph } from '../../scenarios/graphSearch/generate'
import { edgesOf } from '../../scenarios/graphSearch/graph'
import { layoutGraph, NODE, placeLabels } from './graphLayout'

const graphOf = (layers: number, width: number) =>
  drawGraph({ kind: 'two-rules', layers, width, nodes: layers * width + 20 }, 1, new Stream(3, 'evaluation'), 1, 0)

describe.each([
  [2, 2],
  [4, 3],
  [8, 6],
  [24, 4],
])('%i layers of %i nodes', (layers, width) => {
  const graph = graphOf(layers, width)
  const edges = edgesOf(graph).map(([from, to], i) => ({ from, to, probability: 1 / (i + 1) }))

  it('keeps its nodes apart and inside, at any room', () => {
    for (const room of [280, 520, 1100]) {
      const { nodes, width: drawn, height } = layoutGraph(graph, room)
      expect(nodes).toHaveLength(layers * width + 2)
      expect(nodes.filter(({ open }) => !open)).toHaveLength(layers * width - graph.passable.flat().length)
      for (const [i, one] of nodes.entries()) {
        expect(one.x).toBeGreaterThanOrEqual(NODE)
        expect(one.x).toBeLessThanOrEqual(drawn - NODE)
        expect(one.y).toBeGreaterThanOrEqual(NODE)
        expect(one.y).toBeLessThanOrEqual(height - NODE)
        for (const other of nodes.slice(0, i)) {
          expect(Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y))).toBeGreaterThan(2 * NODE)
        }
      }
    }
  })

  it('fills its room where that is enough', () => {
    const { width: drawn } = layoutGraph(graph, 2000)
    expect(drawn).toBe(2000)
  })

  it('labels the likeliest edge, and no two labels touch', () => {
    const layout = layoutGraph(graph, 520)
    const labels = placeLabels(layout, edges)
    expect(labels[0].text).toBe('100 %')
    for (const [i, one] of labels.entries()) {
      for (const other of labels.slice(0, i)) {
        expect(Math.abs(one.y - other.y) >= 12 || Math.abs(one.x - other.x) >= 18).toBe(true)
      }
    }
  })
})

it('leaves rare edges without a label', () => {
  const graph = graphOf(2, 2)
  const [from, to] = edgesOf(graph)[0]
  expect(placeLabels(layoutGraph(graph, 500), [{ from, to, probability: 0.009 }])).toEqual([])
})
