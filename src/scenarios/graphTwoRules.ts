import { EDGE_ORDER, edgeOrder, fitGraphs, NODES_IN_LAYER } from './graphSearch/parameters'
import { type ClassShares, type GraphTask, graphTask } from './graphSearch/task'
import type { NumberParameter, Values } from './parameter'
import type { Fitting, Scenario } from './scenario'

/** Shares of the classes in each phase, by the value of `phase`. */
const SHARES: readonly ClassShares[] = [
  [0.9, 0.1, 0],
  [1 / 3, 1 / 3, 1 / 3],
]

const FINE_TUNING = 0
const PRE_TRAINING = 1

const PHASE: NumberParameter = {
  kind: 'integer',
  id: 'phase',
  symbol: 'phase',
  label: 'Phase',
  help: 'Pre-training teaches both rules and no rule, a third each; fine-tuning goes on with rule 1 in nine graphs of ten, and rule 2 in the tenth.',
  min: 0,
  max: 1,
  scale: 'linear',
  words: ['fine-tuning', 'pre-training'],
}

const NODE_IDS: NumberParameter = {
  kind: 'integer',
  id: 'm',
  symbol: 'm',
  label: 'Node ids',
  help: 'A graph draws its nodes from 0 … m − 1.',
  min: 8,
  max: 256,
  scale: 'log',
  advanced: true,
}

/** Settings of the pre-training whose result ships with the lab; see `npm run pretrain`. */
const SHIPPED: Values = { H: 4, W: 3, m: 32, order: 0, width: 64, layers: 2, heads: 4 }

/** The paper's graphs and transformer. Its batch of 128 takes more memory than a page is given. */
const PAPER = {
  label: 'Paper’s size, batch 32',
  values: { H: 8, W: 4, width: 384, layers: 6, heads: 4, K: 32, decay: 0.01 },
}

const pick = (fineTuning: number, preTraining: number) => (values: Values) =>
  values.phase === FINE_TUNING ? fineTuning : preTraining

export const graphTwoRules: Scenario<GraphTask> = {
  id: 'graph-two-rules',
  title: 'Graph search: two rules',
  source: 'Fig. 1, App. C.2',
  summary:
    'A transformer that has learned two ways to choose among paths is fine-tuned on data that mostly takes one of them. KL falls all along; coverage at large N dips and then rises again.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'width', 'layers', 'heads', 'decay', 'M', 'seed', 'every'],
  own: [PHASE, NODES_IN_LAYER, NODE_IDS, EDGE_ORDER],
  model: 'transformer',
  rule: 'adam',
  rules: ['adam', 'sgd', 'normalized', 'sign'],
  defaults: {
    ...SHIPPED,
    m: ({ H, W }) => H * W + 20,
    N: 6,
    lambda: 1,
    K: 64,
    T: pick(1500, 14_000),
    decay: 0,
    M: 128,
    seed: 0,
    phase: FINE_TUNING,
  },
  stepSizes: {
    adam: pick(0.00003, 0.001),
    sgd: pick(0.001, 0.02),
    normalized: pick(0.01, 0.1),
    sign: pick(0.00001, 0.0003),
  },
  // Layers first: node ids for too many of them would be more than there can be.
  fit: values => fitGraphs(values) ?? fitNodeIds(values),
  startsFrom: values =>
    values.phase === FINE_TUNING && Object.entries(SHIPPED).every(([id, value]) => values[id] === value)
      ? 'graph-two-rules'
      : null,
  pretraining: { phase: PRE_TRAINING },
  presets: [PAPER],
  picture: ['figure1', 'passAtN', 'rules', 'graph', 'classes'],
  build: buildGraphTwoRules,
}

function fitNodeIds(values: Values): Fitting | null {
  const { H, W, m } = values
  const least = H * W + 2
  if (m >= least) return null
  return {
    values: { ...values, m: least },
    reason: `m = ${m} node ids are too few for ${H} layers of ${W} nodes; it was raised to ${least}.`,
  }
}

/**
 * Every graph has two layers with two ways. Class 1 takes the node of the layer's parity there, class 2 the other one, class 3
 * either; which of the first two a graph is of shows in a parity over half of its nodes.
 */
function buildGraphTwoRules(values: Values): GraphTask {
  const { H, W, m, layers, heads, width, seed, phase } = values
  const shares = SHARES[phase]
  const sizes = { kind: 'two-rules', layers: H, width: W, nodes: m } as const
  // Fine-tuning sees graphs that pre-training has not seen.
  const rows = phase === FINE_TUNING ? 1 : 0
  const data = { seed, order: edgeOrder(values), training: shares, evaluation: shares, phase: rows }
  return graphTask({ ...sizes, ...data }, { width, layers, heads })
}
