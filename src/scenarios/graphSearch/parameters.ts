import type { NumberParameter, Values } from '../parameter'
import type { Fitting } from '../scenario'
import { divisibleWidth } from '../transformerSizes'

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

/** What a transformer needs to read the graphs; null where the settings fit. */
export function fitGraphs(values: Values): Fitting | null {
  const { H } = values
  if (H <= MOST_LAYERS) return divisibleWidth(values)
  return {
    values: { ...values, H: MOST_LAYERS },
    reason: `H = ${H} layers make prompts too long for this page; it was lowered to ${MOST_LAYERS}.`,
  }
}
