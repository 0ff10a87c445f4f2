import { describe, expect, it } from 'vitest'
import { Stream } from '../../random/streams'
import { answersTo, PATH_KINDS } from './answers'
import { drawGraph, type GraphSizes } from './generate'
import { teacherPaths } from './graph'

const stream = new Stream(4, 'data')

describe.each([
  [{ kind: 'two-rules', layers: 4, width: 3, nodes: 32 }],
  [{ kind: 'horizon', layers: 8, width: 3, nodes: 56 }],
  [{ kind: 'horizon', layers: 12, width: 3, nodes: 68 }],
] as const satisfies readonly [GraphSizes][])('answers to graphs of %o', sizes => {
  it.each([1, 2, 3] as const)('of class %d are judged one by one', graphClass => {
    for (let j = 0; j < 20; j++) {
      const graph = drawGraph(sizes, graphClass, stream, graphClass, j)
      const paths = teacherPaths(graph, sizes.kind, graphClass)
      const [{ path: taught }] = paths
      const { candidates, complete, options, verdict } = answersTo(graph, sizes.kind, graphClass, taught)
      expect(candidates[0].response).toEqual(taught)
      expect(new Set(candidates.map(({ response }) => response.join())).size).toBe(candidates.length)
      expect(complete).toBe(graph.passable.reduce((count, { length }) => count * length, 1) <= 16)
      for (const { response, kind, rewarded } of candidates) {
        expect(PATH_KINDS[sizes.kind][kind]).toBeDefined()
        expect(verdict(response)).toBe(rewarded ? 'rewarded' : 'valid')
        response.forEach((node, h) => {
          expect(options[h]).toContain(node)
        })
      }
      const rewarded = candidates.filter(candidate => candidate.rewarded).map(({ response }) => response.join())
      const mass = candidates.reduce((sum, { probability }) => sum + probability, 0)
      expect(mass).toBeCloseTo(1, 12)
      expect(rewarded.sort()).toEqual(paths.map(({ path }) => path.join()).sort())
      // A node without a way on, a path cut short, a path too long.
      const dead = graph.layers[0].find(node => !graph.passable[0].includes(node))!
      expect(verdict([graph.source, dead, ...taught.slice(2)])).toBe('invalid')
      expect(verdict(taught.slice(0, -1))).toBe('invalid')
      expect(verdict([...taught, graph.target])).toBe('invalid')
    }
  })
})

it('tells the two rules apart by what they do in the layers with two ways', () => {
  const sizes: GraphSizes = { kind: 'two-rules', layers: 4, width: 3, nodes: 32 }
  for (let j = 0; j < 50; j++) {
    const graph = drawGraph(sizes, 1, stream, 7, j)
    const [{ path }] = teacherPaths(graph, 'two-rules', 1)
    const { candidates } = answersTo(graph, 'two-rules', 1, path)
    expect(candidates).toHaveLength(4)
    for (const { response, kind } of candidates) {
      const choices = graph.passable.flatMap(({ length }, layer) =>
        // The source is layer 1.
        length === 2 ? [Number(response[layer + 1] % 2 === (layer + 2) % 2)] : [],
      )
      const obeyed = choices.join() === '1,1' ? 0 : choices.join() === '0,0' ? 1 : 2
      expect(kind).toBe(obeyed)
    }
  }
})
