import type { NumberParameter, Values } from '../parameter'

/** Parameters of the graph scenarios, and how their settings fit together. */

export const NODES_IN_LAYER: NumberParameter = {
  kind: 'integer',
  id: 'W',
  symbol: 'W',
  label: 'Nodes in a layer',
  help: 'Of which one or two lead on. Here H is the number L of intermediate layers.',
  min: 2,
  max: 6,
  scale: 'linear',
  advanced: true,
}

export const EDGE_ORDER: NumberParameter = {
  kind: 'integer',
  id: 'order',
  symbol: 'order',
  label: 'Order of the edges',
  help: 'How the prompt lists the edges. Shuffled ones take far longer to learn.',
  min: 0,
  max: 1,
  scale: 'linear',
  words: ['layers', 'shuffled'],
  advanced: true,
}

export function edgeOrder({ order }: Values): 'layers' | 'shuffled' {
  return order === 1 ? 'shuffled' : 'layers'
}

/** Largest number of intermediate layers: beyond it a step takes longer than someone would watch. */
const MOST_LAYERS = 24

/** The nearest settings with which a transformer can read the graphs, and why others were wanted; null where they fit. */
export function fitGraphs(values: Values): { values: Values; reason: string } | null {
  const { H, heads, width } = values
  if (H > MOST_LAYERS) {
    return {
      values: { ...values, H: MOST_LAYERS },
      reason: `H = ${H} layers make prompts too long for this page; it was lowered to ${MOST_LAYERS}.`,
    }
  }
  if (width % heads === 0) return null
  const fitting = Math.floor(width / heads) * heads
  return {
    values: { ...values, width: fitting },
    reason: `width = ${width} is not a multiple of heads = ${heads}; it was lowered to ${fitting}.`,
  }
}
