import type { Stream } from '../../random/streams'
import { classParity, type GraphKind, type SearchGraph } from './graph'
import { Words } from './words'

export interface GraphSizes {
  readonly kind: GraphKind
  /** Number of intermediate layers, L. */
  readonly layers: number
  /** Nodes of each, W ≥ 2. */
  readonly width: number
  /** Node ids are drawn from 0 … m − 1; m ≥ L·W + 2. */
  readonly nodes: number
}

/** Number of layers with two passable nodes in graphs of a class (App. C.2, C.3). */
export function twoWayLayers({ kind, layers }: GraphSizes, graphClass: 1 | 2 | 3): number {
  if (kind === 'two-rules') return Math.min(2, layers)
  if (graphClass === 1) return 0
  return graphClass === 2 ? Math.floor(layers / 2) : Math.min(4, layers)
}

/** Redraws after which a class parity that does not come up is given up; it has probability near ½ at every draw. */
const MOST_DRAWS = 200

/**
 * Draws a graph of a class from words (i, j, ·) of the stream.
 * @throws RangeError if there are too few node ids, or too few of one parity
 */
export function drawGraph(sizes: GraphSizes, graphClass: 1 | 2 | 3, stream: Stream, i: number, j: number): SearchGraph {
  const { layers, width, nodes, kind } = sizes
  if (nodes < layers * width + 2 || width < 2) {
    throw new RangeError(`${layers} layers of ${width} nodes need at least ${layers * width + 2} node ids.`)
  }
  const words = new Words(stream, i, j)
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const graph = drawOnce(sizes, graphClass, words)
    if (!graph) continue
    // Classes 1 and 2 of two-rules are told apart by a parity and nothing else.
    const fits = kind === 'horizon' || graphClass === 3 || classParity(graph) === graphClass % 2
    if (fits) return graph
  }
  throw new RangeError('No graph of that class came up.')
}

/** Null where a layer that is to have two ways has nodes of one parity only. */
function drawOnce({ layers, width, nodes, kind }: GraphSizes, graphClass: 1 | 2 | 3, words: Words): SearchGraph | null {
  const ids = words.shuffled([...Array(nodes).keys()]).slice(0, layers * width + 2)
  const [source, target, ...inner] = ids
  const all = Array.from({ length: layers }, (_, layer) => inner.slice(layer * width, (layer + 1) * width))
  const twoWay = new Set(
    words.shuffled([...Array(layers).keys()]).slice(0, twoWayLayers({ layers, width, nodes, kind }, graphClass)),
  )
  const passable = all.map((layer, index) => {
    const first = layer[words.below(width)]
    if (!twoWay.has(index)) return [first]
    // One even, one odd, in listing order.
    const others = layer.filter(node => node % 2 !== first % 2)
    if (others.length === 0) return []
    const second = others[words.below(others.length)]
    return layer.filter(node => node === first || node === second)
  })
  return passable.every(nodesOf => nodesOf.length > 0) ? { source, target, layers: all, passable } : null
}
