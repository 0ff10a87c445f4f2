import { isLanguage } from '../models/task'
import type { TransformerShape } from '../models/transformer/layout'
import { scenarioOf } from '../scenarios/registry'
import type { ExperimentConfig } from './config'

/** Sizes of the transformer that a configuration trains; null where another model learns. */
export function shapeOf(config: ExperimentConfig): TransformerShape | null {
  if (config.model !== 'transformer') return null
  const task = scenarioOf(config).build(config.values)
  return isLanguage(task) ? task.shape : null
}

export function sameShape(a: TransformerShape, b: TransformerShape): boolean {
  const sizes = ['vocabulary', 'context', 'width', 'layers', 'heads'] as const
  return sizes.every(size => a[size] === b[size])
}
