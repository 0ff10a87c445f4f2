/** A layered graph of the search task (App. C): source, L intermediate layers of W nodes, target; nodes are integers. */
export interface SearchGraph {
  readonly source: number
  readonly target: number
  /** Node ids by intermediate layer, in listing order. */
  readonly layers: readonly (readonly number[])[]
  /** The nodes with a way on, by intermediate layer; where there are two, one is even and one odd. */
  readonly passable: readonly (readonly number[])[]
}

/** What decides between the passable nodes: of `graph-two-rules` (App. C.2), and of `graph-horizon` (App. C.3). */
export type GraphKind = 'two-rules' | 'horizon'

export interface WeightedPath {
  /** Source, one node of every intermediate layer, target. */
  readonly path: readonly number[]
  /** π_D(path | graph). */
  readonly probability: number
}

export type Edge = readonly [from: number, to: number]

/** Every edge, layer by layer: each passable node leads to all nodes of the next layer. */
export function edgesOf({ source, target, layers, passable }: SearchGraph): Edge[] {
  const from = [[source], ...passable]
  const to = [...layers, [target]]
  return from.flatMap((nodes, i) => nodes.flatMap(u => to[i].map((v): Edge => [u, v])))
}

/** The prompt's text: the edges in the given order, then source and target, `u v | u v | … / s t =`. */
export function promptText(graph: SearchGraph, edges: readonly Edge[] = edgesOf(graph)): string {
  const listed = edges.map(([u, v]) => `${u} ${v}`).join(' | ')
  return `${listed} / ${graph.source} ${graph.target} =`
}

/** Parity of the first half of all nodes, in the order source, layer by layer, target: what tells the classes apart. */
export function classParity({ source, target, layers }: SearchGraph): number {
  const nodes = [source, ...layers.flat(), target]
  return parityOf(nodes.slice(0, nodes.length / 2))
}

/**
 * Every path that the teacher takes in a graph of a class. Classes 1 and 2 have a rule for each two-way layer; class 3 is
 * uniform over the valid paths.
 */
export function teacherPaths(graph: SearchGraph, kind: GraphKind, graphClass: 1 | 2 | 3): WeightedPath[] {
  const { source, target, passable } = graph
  const parity = parityOf(passable.flat())
  const choices = passable.map((nodes, layer) => {
    if (nodes.length === 1 || graphClass === 3) return nodes
    // Layers are counted with the source as 1.
    const index = layer + 2
    const other = kind === 'two-rules' ? Number(graphClass === 2) : parity
    return nodes.filter(node => node % 2 === (index + other) % 2)
  })
  const paths = pathsThrough(source, choices, target)
  return paths.map(path => ({ path, probability: 1 / paths.length }))
}

/** Every path along passable nodes, in order of the listing. */
export function validPaths({ source, target, passable }: SearchGraph): number[][] {
  return pathsThrough(source, passable, target)
}

/** Number of those paths. */
export function countValidPaths({ passable }: SearchGraph): number {
  return passable.reduce((count, nodes) => count * nodes.length, 1)
}

function pathsThrough(source: number, layers: readonly (readonly number[])[], target: number): number[][] {
  let paths: number[][] = [[source]]
  for (const nodes of layers) paths = paths.flatMap(path => nodes.map(node => [...path, node]))
  return paths.map(path => [...path, target])
}

function parityOf(nodes: readonly number[]): number {
  return nodes.reduce((sum, node) => sum + node, 0) % 2
}
