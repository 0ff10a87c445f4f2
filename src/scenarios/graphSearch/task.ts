import type { TaughtSequence, TokenTask } from '../../models/transformer/task'
import { Stream } from '../../random/streams'
import { drawGraph, type GraphSizes, twoWayLayers } from './generate'
import { promptText, type SearchGraph, teacherPaths } from './graph'

/** Shares of the classes 1, 2 and 3 among prompts, summing to 1. */
export type ClassShares = readonly [number, number, number]

const CLASSES = [1, 2, 3] as const

interface GraphSettings extends GraphSizes {
  readonly seed: number
  /** Of training prompts. */
  readonly training: ClassShares
  /** Of the prompts that metrics are about. */
  readonly evaluation: ClassShares
}

interface TransformerSizes {
  /** Width of the residual stream. */
  readonly width: number
  readonly layers: number
  readonly heads: number
}

/**
 * Graph search as a language task (App. C): the prompt lists the edges, source and target; the response is the path. One token
 * for each node id, and one each for `|`, `/` and `=`.
 */
export function graphTask(settings: GraphSettings, sizes: TransformerSizes): TokenTask {
  const { nodes, kind, seed, training, evaluation } = settings
  const tokens = [...Array.from({ length: nodes }, (_, id) => String(id)), '|', '/', '=']
  const index = new Map(tokens.map((token, i) => [token, i]))
  const data = new Stream(seed, 'data')
  const choices = new Stream(seed, 'sampling')
  const held = new Stream(seed, 'evaluation')
  const measured = CLASSES.filter((_, i) => evaluation[i] > 0)

  /** The path that the uniform draw selects, with the teacher's distribution at each of its nodes. */
  const taught = (graph: SearchGraph, graphClass: 1 | 2 | 3, draw: number): TaughtSequence => {
    const prompt = promptText(graph)
      .split(' ')
      .map(word => index.get(word)!)
    const paths = teacherPaths(graph, kind, graphClass)
    const { path } = paths[Math.floor(draw * paths.length)]
    const teacher = path.map((_, h) => {
      const alike = paths.filter(other => path.slice(0, h).every((node, i) => other.path[i] === node))
      const next = [...new Set(alike.map(other => other.path[h]))]
      return next.map(token => ({
        token,
        probability: alike.filter(other => other.path[h] === token).length / alike.length,
      }))
    })
    return { tokens: [...prompt, ...path], responseFrom: prompt.length, teacher }
  }

  return {
    shape: { vocabulary: tokens.length, context: contextOf(settings), ...sizes },
    tokens,
    classes: measured.map(graphClass => ({ name: `class ${graphClass}`, mass: evaluation[graphClass - 1] })),
    training(step, k) {
      const share = choices.uniform(step, k, 0)
      const graphClass = share < training[0] ? 1 : share < training[0] + training[1] ? 2 : 3
      return taught(drawGraph(settings, graphClass, data, step, k), graphClass, choices.uniform(step, k, 1))
    },
    heldOut(classIndex, m) {
      const graphClass = measured[classIndex]
      const graph = drawGraph(settings, graphClass, held, graphClass, m)
      // Word by word, a graph takes far fewer than this.
      return taught(graph, graphClass, held.uniform(graphClass, m, 2 ** 20))
    },
  }
}

/** Tokens of the longest prompt and its response. */
export function contextOf(sizes: GraphSizes): number {
  const { layers, width } = sizes
  const twoWay = Math.max(...CLASSES.map(graphClass => twoWayLayers(sizes, graphClass)))
  // Source to the first layer, each passable node to the next; a second way out of the last layer costs less than elsewhere.
  const inner = Math.min(twoWay, layers - 1)
  const edges = width * (1 + (layers - 1) + inner) + 1 + (twoWay - inner)
  return 3 * edges - 1 + 4 + layers + 2
}
