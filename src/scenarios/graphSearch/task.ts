import type { TaughtSequence, TokenTask } from '../../models/transformer/task'
import { Stream } from '../../random/streams'
import { answersTo, PATH_KINDS } from './answers'
import { drawGraph, type GraphSizes, twoWayLayers } from './generate'
import { edgesOf, promptText, type SearchGraph, teacherPaths } from './graph'
import { Words } from './words'

/** Shares of the classes 1, 2 and 3 among prompts, summing to 1. */
export type ClassShares = readonly [number, number, number]

const CLASSES = [1, 2, 3] as const

interface GraphSettings extends GraphSizes {
  readonly seed: number
  /** Edges of the prompt in layers, or in random order; in layers where it says nothing. */
  readonly order?: 'layers' | 'shuffled'
  /** Number of the phase: phases with different numbers never train on the same graphs. */
  readonly phase?: number
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

export interface GraphTask extends TokenTask {
  /** The graph of a held-out response. */
  graphOf(classIndex: number, m: number): SearchGraph
}

export function isGraphTask(task: object): task is GraphTask {
  return 'graphOf' in task
}

/** Word of a row from which on edges are shuffled, and the one that selects the held-out path. Drawing a graph takes far fewer. */
const SHUFFLE_FROM = 2 ** 21
const PATH_AT = 2 ** 20

/** Rows of a step that one phase may use; more than the largest batch. */
const PHASE_ROWS = 2 ** 16

/**
 * Graph search as a language task (App. C): the prompt lists the edges, source and target; the response is the path. One token
 * for each node id, and one each for `|`, `/` and `=`.
 */
export function graphTask(settings: GraphSettings, sizes: TransformerSizes): GraphTask {
  const { nodes, kind, seed, training, evaluation, order = 'layers', phase = 0 } = settings
  const tokens = [...Array.from({ length: nodes }, (_, id) => String(id)), '|', '/', '=']
  const index = new Map(tokens.map((token, i) => [token, i]))
  const data = new Stream(seed, 'data')
  const choices = new Stream(seed, 'sampling')
  const held = new Stream(seed, 'evaluation')
  const measured = CLASSES.filter((_, i) => evaluation[i] > 0)

  /** The path that the uniform draw selects, with the teacher's distribution at each of its nodes. */
  const taught = (
    graphClass: 1 | 2 | 3,
    stream: Stream,
    i: number,
    j: number,
    draw: number,
  ): Omit<TaughtSequence, 'answers'> => {
    const graph = drawGraph(settings, graphClass, stream, i, j)
    const edges = edgesOf(graph)
    const listed = order === 'layers' ? edges : new Words(stream, i, j, SHUFFLE_FROM).shuffled(edges)
    const prompt = promptText(graph, listed)
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

  const answered = (graphClass: 1 | 2 | 3, stream: Stream, i: number, j: number): TaughtSequence => {
    const sequence = taught(graphClass, stream, i, j, stream.uniform(i, j, PATH_AT))
    const path = sequence.tokens.slice(sequence.responseFrom)
    const graph = drawGraph(settings, graphClass, stream, i, j)
    return { ...sequence, answers: answersTo(graph, kind, graphClass, path) }
  }

  return {
    shape: { vocabulary: tokens.length, context: contextOf(settings), ...sizes },
    tokens,
    classes: measured.map(graphClass => ({ name: `class ${graphClass}`, mass: evaluation[graphClass - 1] })),
    kinds: PATH_KINDS[kind],
    training(step, k) {
      const row = phase * PHASE_ROWS + k
      const share = choices.uniform(step, row, 0)
      const graphClass = share < training[0] ? 1 : share < training[0] + training[1] ? 2 : 3
      return taught(graphClass, data, step, row, choices.uniform(step, row, 1))
    },
    heldOut(classIndex, m) {
      const graphClass = measured[classIndex]
      return answered(graphClass, held, graphClass, m)
    },
    fresh(own, classIndex, step, k) {
      // Prompts of one class do not depend on what else a step asks.
      return answered(measured[classIndex], new Stream(own, 'postPrompts'), step, k * CLASSES.length + classIndex)
    },
    graphOf: (classIndex, m) => drawGraph(settings, measured[classIndex], held, measured[classIndex], m),
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
