import type { SearchGraph } from '../../scenarios/graphSearch/graph'
import { shortPercent } from '../../text/format'
import type { DrawnEdge } from './watched'

/** Where the parts of a drawn graph stand, px. */

export interface PlacedNode {
  readonly id: number
  /** Position in a path: 0 is the source. */
  readonly position: number
  readonly x: number
  readonly y: number
  /** Whether an edge leads on from it, as from source and target. */
  readonly open: boolean
}

export interface GraphLayout {
  readonly nodes: readonly PlacedNode[]
  readonly width: number
  readonly height: number
}

export interface EdgeLabel {
  readonly x: number
  readonly y: number
  readonly text: string
}

/** Half of a node's width. */
export const NODE = 12
/** Columns are never nearer than this; beyond, the drawing scrolls. */
const LEAST_PITCH = 56
const ROW = 46
const MARGIN = NODE + 4

/** Layers as columns from left to right, over the whole width where that leaves the columns far enough apart. */
export function layoutGraph(graph: SearchGraph, room: number): GraphLayout {
  const columns = [[graph.source], ...graph.layers, [graph.target]]
  const open = new Set([graph.source, ...graph.passable.flat(), graph.target])
  const pitch = Math.max(LEAST_PITCH, (room - 2 * MARGIN) / (columns.length - 1))
  const rows = Math.max(...columns.map(nodes => nodes.length))
  const height = (rows - 1) * ROW + 2 * MARGIN
  const nodes = columns.flatMap((ids, position) =>
    ids.map((id, row) => ({
      id,
      position,
      x: MARGIN + position * pitch,
      y: height / 2 + (row - (ids.length - 1) / 2) * ROW,
      open: open.has(id),
    })),
  )
  return { nodes, width: Math.floor(2 * MARGIN + (columns.length - 1) * pitch), height }
}

/** Shares of an edge at which its label may stand, best first. */
const PLACES = [0.5, 0.42, 0.58, 0.36, 0.64]
const LABEL = { height: 12, digit: 6 } as const
/** Rarer edges have their numbers where they are pointed at. */
const RARE = 0.01

/** Labels of the likelier edges, as many as there is room for without touching each other or a node; the likeliest first. */
export function placeLabels({ nodes }: GraphLayout, edges: readonly DrawnEdge[]): EdgeLabel[] {
  const at = new Map(nodes.map(node => [node.id, node]))
  const taken: Box[] = nodes.map(({ x, y }) => boxAround(x, y, 2 * NODE, 2 * NODE))
  const labels: EdgeLabel[] = []
  const likely = edges.flatMap(({ from, to, probability }) =>
    probability !== null && probability >= RARE ? [{ from, to, probability }] : [],
  )
  for (const { from, to, probability } of likely.sort((a, b) => b.probability - a.probability)) {
    const [start, end] = [at.get(from)!, at.get(to)!]
    const text = shortPercent(probability)
    for (const share of PLACES) {
      const x = start.x + share * (end.x - start.x)
      const y = start.y + share * (end.y - start.y)
      const box = boxAround(x, y, LABEL.digit * text.length, LABEL.height)
      if (taken.some(other => touch(box, other))) continue
      taken.push(box)
      labels.push({ x, y, text })
      break
    }
  }
  return labels
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boxAround(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
}

function touch(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
