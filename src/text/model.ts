import type { Model } from '../scenarios/scenario'

/** How the models are called. */
export const MODEL_LABELS: Readonly<Record<Model, string>> = {
  linear: 'Linear model',
  transformer: 'Transformer',
}
