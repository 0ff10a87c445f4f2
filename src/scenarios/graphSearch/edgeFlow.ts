import type { SearchGraph } from './graph'

/** An edge of the graph and the model's probability of walking along it. */
export interface EdgeFlow {
  /** Position of `to` in a path, from 1. */
  readonly position: number
  readonly from: number
  readonly to: number
  /** In [0, 1]. */
  readonly probability: number
}

/** Where the model's probability goes in one graph; the last four add up to 1. */
export interface Flow {
  /** Every edge that leaves the end of a known prefix, position by position. */
  readonly edges: readonly EdgeFlow[]
  /** Mass of the known paths, source to target. */
  readonly arrives: number
  /** Mass that enters a node from which no edge leads on. */
  readonly deadEnds: number
  /** Mass that leaves the known paths for a node that leads on; 0 where all valid paths are known. */
  readonly otherWays: number
  /** Mass of prefixes whose next token is not a node of the next layer. */
  readonly leaves: number
}

/**
 * The probability of every edge, Σ over distinct prefixes y_<h of P(y_<h)·π̂(y_h | y_<h).
 * @param paths distinct valid paths, source to target; prefixes that none of them has are not followed
 * @param ways π̂ of each option after each path's prefixes: path by path, position by position from the source's own, one number
 * for each node of that layer in listing order
 * @throws RangeError where `ways` has another length
 */
export function edgeFlow(graph: SearchGraph, paths: readonly (readonly number[])[], ways: ArrayLike<number>): Flow {
  const options = optionsOf(graph)
  const perPath = waysOfPath(graph)
  if (ways.length !== perPath * paths.length) {
    throw new RangeError(`${paths.length} paths have ${perPath * paths.length} ways; there are ${ways.length}.`)
  }
  const edges = new Map<string, { position: number; from: number; to: number; probability: number }>()
  const seen = new Set<string>()
  const known = new Set(paths.flatMap(path => path.map((_, h) => path.slice(0, h + 1).join())))
  const open = new Set([graph.source, ...graph.passable.flat(), graph.target])
  const masses = { arrives: 0, deadEnds: 0, otherWays: 0, leaves: 0 }
  paths.forEach((path, p) => {
    let prefix = 1
    let at = p * perPath
    for (const [h, nodes] of options.entries()) {
      const own = nodes.map((_, i) => ways[at + i])
      at += nodes.length
      const before = path.slice(0, h).join()
      if (!seen.has(before)) {
        seen.add(before)
        masses.leaves += prefix * Math.max(0, 1 - own.reduce((sum, way) => sum + way, 0))
        for (const [i, to] of nodes.entries()) {
          const probability = prefix * own[i]
          if (!open.has(to)) masses.deadEnds += probability
          else if (!known.has([...path.slice(0, h), to].join())) masses.otherWays += probability
          if (h === 0) continue
          const key = `${h} ${path[h - 1]} ${to}`
          const edge = edges.get(key) ?? { position: h, from: path[h - 1], to, probability: 0 }
          edge.probability += probability
          edges.set(key, edge)
        }
      }
      prefix *= own[nodes.indexOf(path[h])]
    }
    masses.arrives += prefix
  })
  return { edges: [...edges.values()].sort((a, b) => a.position - b.position), ...masses }
}

/** Numbers that `ways` holds for one path. */
export function waysOfPath(graph: SearchGraph): number {
  return optionsOf(graph).reduce((sum, nodes) => sum + nodes.length, 0)
}

function optionsOf({ source, layers, target }: SearchGraph): (readonly number[])[] {
  return [[source], ...layers, [target]]
}
