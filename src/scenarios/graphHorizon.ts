import type { TokenTask } from '../models/transformer/task'
import { graphTask } from './graphSearch/task'
import type { Values } from './parameter'
import type { Scenario } from './scenario'

/** Largest number of intermediate layers: beyond it a step takes longer than someone would watch. */
const LONGEST = 16

/** Spare node ids beside those of a graph. */
const SPARE = 32

export const graphHorizon: Scenario<TokenTask> = {
  id: 'graph-horizon',
  title: 'Graph search: the horizon',
  source: 'Fig. 2, App. C.3',
  summary:
    'A transformer learns to find the way through layered graphs. On the few graphs whose rule it cannot learn, KL grows with the number of layers; coverage stays at their mass.',
  uses: ['H', 'N', 'eta', 'lambda', 'K', 'T', 'width', 'layers', 'heads', 'M', 'seed', 'every'],
  own: [
    {
      kind: 'integer',
      id: 'W',
      symbol: 'W',
      label: 'Nodes in a layer',
      help: 'Of which one or two lead on. Here H is the number L of intermediate layers; node ids are drawn from L·W + 32.',
      min: 2,
      max: 6,
      scale: 'linear',
      advanced: true,
    },
  ],
  model: 'transformer',
  rule: 'adam',
  rules: ['adam', 'sgd', 'normalized', 'sign'],
  defaults: { H: 4, N: 16, lambda: 1, K: 32, T: 1500, width: 64, layers: 2, heads: 4, M: 600, W: 3, seed: 0 },
  stepSizes: { adam: 0.001, sgd: 0.02, normalized: 0.1, sign: 0.0003 },
  fit(values) {
    const { H, heads, width } = values
    if (H > LONGEST) {
      return {
        values: { ...values, H: LONGEST },
        reason: `H = ${H} layers make prompts too long for this page; it was lowered to ${LONGEST}.`,
      }
    }
    if (width % heads === 0) return null
    const fitting = Math.floor(width / heads) * heads
    return {
      values: { ...values, width: fitting },
      reason: `width = ${width} is not a multiple of heads = ${heads}; it was lowered to ${fitting}.`,
    }
  },
  picture: 'classes',
  build: buildGraphHorizon,
}

/**
 * Class 1 (94 %): one way. Class 2 (5 %): ⌊L/2⌋ two-way layers and a rule by a parity over all passable nodes. Class 3 (1 %): up to
 * four two-way layers, every path alike.
 */
function buildGraphHorizon({ H, W, layers, heads, width, seed }: Values): TokenTask {
  const shares = [0.94, 0.05, 0.01] as const
  const sizes = { kind: 'horizon', layers: H, width: W, nodes: H * W + SPARE } as const
  return graphTask({ ...sizes, seed, training: shares, evaluation: shares }, { width, layers, heads })
}
