import { describe, expect, it } from 'vitest'
import { Stream } from '../../random/streams'
import { drawGraph, type GraphSizes, twoWayLayers } from './generate'
import { classParity, promptText, teacherPaths } from './graph'

const stream = new Stream(11, 'data')

describe.each([
  [{ kind: 'two-rules', layers: 4, width: 3, nodes: 32 }],
  [{ kind: 'two-rules', layers: 8, width: 4, nodes: 48 }],
  [{ kind: 'horizon', layers: 4, width: 3, nodes: 44 }],
  [{ kind: 'horizon', layers: 16, width: 3, nodes: 80 }],
] as const)('graphs of %o', sizes => {
  it.each([1, 2, 3] as const)('of class %d are layered, with the passable nodes of the class', graphClass => {
    for (let j = 0; j < 50; j++) {
      const graph = drawGraph(sizes, graphClass, stream, graphClass, j)
      const nodes = [graph.source, ...graph.layers.flat(), graph.target]
      expect(new Set(nodes).size).toBe(sizes.layers * sizes.width + 2)
      expect(nodes.every(node => node >= 0 && node < sizes.nodes)).toBe(true)
      graph.passable.forEach((passable, layer) => {
        expect(passable.every(node => graph.layers[layer].includes(node))).toBe(true)
        if (passable.length === 2) expect((passable[0] + passable[1]) % 2).toBe(1)
      })
      const twoWay = graph.passable.filter(({ length }) => length === 2).length
      expect(twoWay).toBe(twoWayLayers(sizes, graphClass))
      if (sizes.kind === 'two-rules' && graphClass !== 3) expect(classParity(graph)).toBe(graphClass % 2)
      const paths = teacherPaths(graph, sizes.kind, graphClass)
      expect(paths).toHaveLength(graphClass === 3 ? 2 ** twoWay : 1)
      expect(paths.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12)
      const edges = new Set(promptText(graph).split(' / ')[0].split(' | '))
      for (const { path } of paths) {
        expect(path).toHaveLength(sizes.layers + 2)
        for (let h = 1; h < path.length; h++) expect(edges.has(`${path[h - 1]} ${path[h]}`)).toBe(true)
      }
    }
  })
})

const sizes: GraphSizes = { kind: 'two-rules', layers: 4, width: 3, nodes: 32 }

it('draws the same graph again, and another for another number', () => {
  const draw = (j: number) => JSON.stringify(drawGraph(sizes, 1, stream, 0, j))
  expect(draw(3)).toBe(draw(3))
  expect(new Set(Array.from({ length: 100 }, (_, j) => draw(j))).size).toBe(100)
})

it('gives every node the same chance to be the source', () => {
  const counts = new Float64Array(32)
  for (let j = 0; j < 6400; j++) counts[drawGraph(sizes, 3, stream, 9, j).source]++
  const statistic = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0)
  // Upper 1e-5 point of chi-square with 31 degrees of freedom.
  expect(statistic).toBeLessThan(77)
})

it('says how many node ids a graph needs', () => {
  expect(() => drawGraph({ ...sizes, nodes: 13 }, 1, stream, 0, 0)).toThrow('at least 14 node ids')
})
