import type { Answers, Candidate } from '../../models/transformer/task'
import { countValidPaths, type GraphKind, type SearchGraph, teacherPaths, validPaths } from './graph'

/** Valid paths of a graph up to which each of them is scored. */
const MOST_CANDIDATES = 16

/** What a path does where there are two ways, by kind of graph; a candidate's kind is an index among them. */
export const PATH_KINDS: Readonly<Record<GraphKind, readonly string[]>> = {
  'two-rules': ['rule 1', 'rule 2', 'neither rule'],
  horizon: ['as taught', 'valid, not as taught'],
}

/** The answers to a graph, of which the teacher gave one; rewarded are the paths that the teacher may take. */
export function answersTo(
  graph: SearchGraph,
  kind: GraphKind,
  graphClass: 1 | 2 | 3,
  taught: readonly number[],
): Answers {
  const right = new Map(
    teacherPaths(graph, kind, graphClass).map(({ path, probability }) => [path.join(), probability]),
  )
  const complete = countValidPaths(graph) <= MOST_CANDIDATES
  const others = complete ? validPaths(graph).filter(path => path.join() !== taught.join()) : []
  const kindOf = kindsOf(graph, kind)
  const candidates = [taught, ...others].map((response): Candidate => {
    const probability = right.get(response.join()) ?? 0
    const rewarded = probability > 0
    return { response, kind: kindOf(response, rewarded), rewarded, probability }
  })
  const steps = [[graph.source], ...graph.passable, [graph.target]]
  return {
    candidates,
    complete,
    options: [[graph.source], ...graph.layers, [graph.target]],
    verdict(response) {
      if (right.has(response.join())) return 'rewarded'
      const valid = response.length === steps.length && steps.every((nodes, h) => nodes.includes(response[h]))
      return valid ? 'valid' : 'invalid'
    },
  }
}

function kindsOf(graph: SearchGraph, kind: GraphKind): (path: readonly number[], rewarded: boolean) => number {
  if (kind === 'horizon') return (_, rewarded) => (rewarded ? 0 : 1)
  const rules = ([1, 2] as const).map(rule => teacherPaths(graph, kind, rule)[0].path.join())
  return path => (rules.includes(path.join()) ? rules.indexOf(path.join()) : rules.length)
}
