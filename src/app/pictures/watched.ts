import type { RunDescription, Snapshot } from '../../engine/snapshot'
import type { CandidateScores } from '../../models/model'
import { type EdgeFlow, edgeFlow, type Flow, waysOfPath } from '../../scenarios/graphSearch/edgeFlow'
import { edgesOf, type SearchGraph } from '../../scenarios/graphSearch/graph'
import type { GraphTask } from '../../scenarios/graphSearch/task'
import { type Answered, type WatchedPrompt, watchedPrompts } from '../../state/candidates'
import { picturesText } from '../../text/pictures'

/** A watched prompt at the moment that is shown. */
export interface WatchedRow extends WatchedPrompt {
  /** Its class and which one of the class it is, e.g. "class 2, no. 5". */
  readonly name: string
  /** R of the held-out response, nats. */
  readonly logRatio: number
  /** p_x, in [0, 1]. */
  readonly rewarded: number
}

/** The watched prompts, the most under-weighted first; equals in the order of the prompts. */
export function watchedRows(
  described: Answered & Pick<RunDescription, 'strata'>,
  { logRatios }: Pick<Snapshot, 'logRatios'>,
  { logProbs }: CandidateScores,
): WatchedRow[] {
  const { candidates, promptNames } = described
  return watchedPrompts(described)
    .map(watched => {
      let rewarded = 0
      for (let c = watched.from; c < watched.to; c++) if (candidates.rewarded[c]) rewarded += Math.exp(logProbs[c])
      return {
        ...watched,
        name: `${promptNames[watched.prompt]}, no. ${placeOf(described, watched.response).m + 1}`,
        logRatio: logRatios[watched.response],
        rewarded: Math.min(1, rewarded),
      }
    })
    .sort((a, b) => b.logRatio - a.logRatio)
}

/** Which held-out response of which class a response is: classes lie one after the other. */
function placeOf({ prompt }: Pick<RunDescription, 'prompt'>, response: number): { classIndex: number; m: number } {
  const classIndex = prompt[response]
  return { classIndex, m: response - prompt.indexOf(classIndex) }
}

/** A prompt's graph, its teacher's path, and what the model does in it. */
export interface WatchedGraph {
  readonly graph: SearchGraph
  /** The held-out response: source to target. */
  readonly taught: readonly number[]
  /** Whether all valid paths are followed, or the teacher's alone. */
  readonly complete: boolean
  readonly flow: Flow
}

/** Draws the prompt again from its seed and follows the model through its graph. */
export function watchedGraph(
  task: GraphTask,
  described: Answered,
  { response, from, to, before }: WatchedPrompt,
  { ways }: CandidateScores,
): WatchedGraph {
  const { classIndex, m } = placeOf(described, response)
  const graph = task.graphOf(classIndex, m)
  const paths = task.heldOut(classIndex, m).answers!.candidates.map(candidate => candidate.response)
  const length = waysOfPath(graph)
  const own = ways.subarray(before * length, (before + to - from) * length)
  return {
    graph,
    taught: paths[0],
    complete: described.candidates.complete[response] === 1,
    flow: edgeFlow(graph, paths, own),
  }
}

/** An edge to be drawn; its probability is null where no known prefix leads to its start. */
export interface DrawnEdge extends Pick<EdgeFlow, 'from' | 'to'> {
  readonly probability: number | null
}

/** Every edge of the graph, layer by layer. */
export function allEdges({ graph, flow }: WatchedGraph): DrawnEdge[] {
  const known = new Map(flow.edges.map(({ from, to, probability }) => [`${from} ${to}`, probability]))
  return edgesOf(graph).map(([from, to]) => ({ from, to, probability: known.get(`${from} ${to}`) ?? null }))
}

/** Whether the model gives a response more than 1/N of its probability; ties are not covered. */
export function isCovered(logRatio: number, N: number): boolean {
  return logRatio < Math.fround(Math.log(N))
}

/** R in words, e.g. "under-weighted 12×". */
export function weightingInWords(logRatio: number): string {
  if (logRatio === Number.POSITIVE_INFINITY) return picturesText.neverWritten
  const ratio = Number(Math.exp(Math.abs(logRatio)).toPrecision(2))
  if (ratio === 1) return picturesText.asTaught
  return logRatio > 0 ? picturesText.underWeighted(ratio) : picturesText.overWeighted(ratio)
}

/** Where the model's answers end up. */
export function flowInWords({ complete, flow }: WatchedGraph): string {
  return complete ? picturesText.flowOfAll(flow) : picturesText.flowOfPath(flow)
}
