import { type KeyboardEvent, memo, useMemo, useState } from 'react'
import { formatPercent } from '../../text/format'
import { picturesText } from '../../text/pictures'
import { useSize } from '../charts/useSize'
import { type GraphLayout, layoutGraph, NODE, type PlacedNode, placeLabels } from './graphLayout'
import type { DrawnEdge, WatchedGraph } from './watched'

interface GraphDrawingProps {
  readonly watched: WatchedGraph
  /** Every edge of the graph, in the order of the arrow keys. */
  readonly edges: readonly DrawnEdge[]
  readonly colour: string
  readonly name: string
}

/** Width of the line of an edge that is certain, and of one that is all but impossible, px. */
const WIDEST = 9
const THINNEST = 0.75
/** Probability below which there is no line. */
const INVISIBLE = 0.0005

const MOVES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** The graph, the teacher's path below it, and the model's probability on every edge. It scrolls inside its own box. */
export function GraphDrawing({ watched, edges, colour, name }: GraphDrawingProps) {
  const { graph, taught } = watched
  const [stage, { width }] = useSize<HTMLDivElement>()
  const [pointed, setPointed] = useState<number | null>(null)
  const layout = useMemo(() => layoutGraph(graph, width), [graph, width])
  const at = useMemo(() => new Map(layout.nodes.map(node => [node.id, node])), [layout])
  const edge = pointed === null ? undefined : edges[pointed]
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key]
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const next = pointed === null ? 0 : (pointed + move + edges.length) % edges.length
    setPointed(next)
    stage.current?.scrollTo({ left: at.get(edges[next].from)!.x - width / 2 })
  }
  return (
    <>
      <section
        className="graph-stage"
        ref={stage}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard
        tabIndex={0}
        aria-label={picturesText.graphRegion(name)}
        onKeyDown={onKeyDown}
        onBlur={() => setPointed(null)}
      >
        {width > 0 && (
          <svg width={layout.width} height={layout.height} aria-hidden="true" onPointerLeave={() => setPointed(null)}>
            <path className="graph-taught" d={pathThrough(taught.map(id => at.get(id)!))} />
            {edges.map(({ from, to, probability }, i) => (
              <Edge
                key={`${from} ${to}`}
                from={at.get(from)!}
                to={at.get(to)!}
                width={widthOf(probability)}
                colour={colour}
                pointed={i === pointed}
                index={i}
                onPoint={setPointed}
              />
            ))}
            <Nodes nodes={layout.nodes} />
            <Labels layout={layout} edges={edges} />
          </svg>
        )}
      </section>
      <p className="graph-readout" role="status">
        {edge ? picturesText.graphReadout(edge.from, edge.to, edgeInWords(edge.probability)) : picturesText.graphRest}
      </p>
    </>
  )
}

function edgeInWords(probability: number | null): string {
  return probability === null ? picturesText.notFollowed : formatPercent(probability)
}

function widthOf(probability: number | null): number {
  if (probability === null || probability < INVISIBLE) return 0
  return THINNEST + (WIDEST - THINNEST) * probability
}

const Labels = memo(function Labels({ layout, edges }: { layout: GraphLayout; edges: readonly DrawnEdge[] }) {
  return placeLabels(layout, edges).map(({ x, y, text }) => (
    <text key={`${x} ${y}`} className="graph-label" x={x} y={y} dy="0.34em">
      {text}
    </text>
  ))
})

interface EdgeProps {
  readonly from: PlacedNode
  readonly to: PlacedNode
  readonly width: number
  readonly colour: string
  readonly pointed: boolean
  readonly index: number
  readonly onPoint: (index: number) => void
}

const Edge = memo(function Edge({ from, to, width, colour, pointed, index, onPoint }: EdgeProps) {
  const d = pathThrough([from, to])
  return (
    <g className={pointed ? 'graph-edge graph-pointed' : 'graph-edge'}>
      <path className="graph-way" d={d} />
      {width > 0 && <path d={d} stroke={colour} strokeWidth={width} />}
      <path className="graph-hit" d={d} onPointerEnter={() => onPoint(index)} onPointerDown={() => onPoint(index)} />
    </g>
  )
})

const Nodes = memo(function Nodes({ nodes }: Pick<GraphLayout, 'nodes'>) {
  return nodes.map(({ id, x, y, open }) => (
    <g key={id} className={open ? 'graph-node' : 'graph-node graph-dead'} transform={`translate(${x} ${y})`}>
      {open ? (
        <circle r={NODE} />
      ) : (
        <rect x={1.5 - NODE} y={1.5 - NODE} width={2 * NODE - 3} height={2 * NODE - 3} rx="2" />
      )}
      <text dy="0.35em">{id}</text>
    </g>
  ))
})

function pathThrough(nodes: readonly PlacedNode[]): string {
  return nodes.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}
