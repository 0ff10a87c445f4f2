import { EDGE_ORDER, edgeOrder, fitGraphs, NODES_IN_LAYER } from './graphSearch/parameters'
import { type GraphTask, graphTask } from './graphSearch/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

/** Spare node ids beside those of a graph. */
const SPARE = 32

export const graphHorizon: Scenario<GraphTask> = {
  id: 'graph-horizon',
  title: 'Graph search: the horizon',
  source: 'Fig. 2, App. C.3',
  summary:
    'A transformer learns to find the way through layered graphs. On the few graphs whose rule it cannot learn, KL grows with the number of layers; coverage stays at their mass.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'width', 'layers', 'heads', 'decay', 'M', 'seed', 'every'],
  own: [NODES_IN_LAYER, EDGE_ORDER],
  model: 'transformer',
  rule: 'adam',
  rules: ['adam', 'sgd', 'normalized', 'sign'],
  defaults: {
    H: 4,
    N: 16,
    lambda: 1,
    K: 32,
    T: 1500,
    width: 64,
    layers: 2,
    heads: 4,
    decay: 0,
    M: 600,
    W: 3,
    order: 0,
    seed: 0,
  },
  stepSizes: { adam: 0.001, sgd: 0.02, normalized: 0.1, sign: 0.0003 },
  fit: fitGraphs,
  picture: ['classes', 'graph'],
  build: buildGraphHorizon,
}

/**
 * Class 1 (94 %): one way. Class 2 (5 %): ⌊L/2⌋ two-way layers and a rule by a parity over all passable nodes. Class 3 (1 %): up to
 * four two-way layers, every path alike.
 */
function buildGraphHorizon(values: Values): GraphTask {
  const { H, W, layers, heads, width, seed } = values
  const shares = [0.94, 0.05, 0.01] as const
  const sizes = { kind: 'horizon', layers: H, width: W, nodes: H * W + SPARE } as const
  return graphTask(
    { ...sizes, seed, order: edgeOrder(values), training: shares, evaluation: shares },
    { width, layers, heads },
  )
}
