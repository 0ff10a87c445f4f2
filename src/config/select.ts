import type { NumberParameter, Values } from '../scenarios/parameter'
import type { Model } from '../scenarios/scenario'
import { POST_PARAMETERS, type PostSettings } from './postTraining'

/** What the view of selection shows: who is picked, what post-training then does, and the same for other people's checkpoints. */
export const PANELS = ['checkpoints', 'best-of-n', 'sharpening', 'rl', 'files'] as const
export type Panel = (typeof PANELS)[number]

/** What the view of selection adds to the configuration of the run whose checkpoints it compares. */
export interface SelectSettings {
  readonly panel: Panel
  /** Those of `SELECT_PARAMETERS` that were set, by id; the others follow their defaults. */
  readonly values: Values
}

/** A parameter of the view, with the default that `v=1` froze. */
export interface SelectParameter extends NumberParameter {
  readonly default: number | Readonly<Record<Model, number>>
}

const OFFSET_EXPONENT: SelectParameter = {
  kind: 'number',
  id: 'a',
  symbol: 'a',
  label: 'Offset exponent',
  help: 'The offset tournament takes 2N^a times what a rival claims on the candidate’s own responses off what it claims on the data (Eq. 32).',
  min: 0.01,
  max: 1,
  scale: 'linear',
  default: 0.25,
}

const ROWS: SelectParameter = {
  kind: 'integer',
  id: 'rows',
  symbol: 'n',
  label: 'Held-out responses of a pick',
  help: 'Each resampled held-out set has so many responses, drawn with replacement: the fewer, the less sure a pick.',
  min: 10,
  max: 10_000,
  scale: 'log',
  default: 200,
}

export const SELECT_PARAMETERS: readonly SelectParameter[] = [OFFSET_EXPONENT, ROWS, ...POST_PARAMETERS]

export const DEFAULT_SELECT: SelectSettings = { panel: PANELS[0], values: {} }

/** @throws Error for an id that is none of `SELECT_PARAMETERS` */
export function selectParameter(id: string): SelectParameter {
  const parameter = SELECT_PARAMETERS.find(each => each.id === id)
  if (!parameter) throw new Error(`The view of selection has no parameter "${id}".`)
  return parameter
}

/** The value that nobody chose, for a model. @throws as `selectParameter` */
export function selectDefault(id: string, model: Model): number {
  const { default: given } = selectParameter(id)
  return typeof given === 'number' ? given : given[model]
}

/** A parameter's value, set or not. @throws as `selectParameter` */
export function selectValue({ values }: Pick<SelectSettings, 'values'>, id: string, model: Model): number {
  return values[id] ?? selectDefault(id, model)
}

/** All settings of post-training. */
export function postSettings(select: Pick<SelectSettings, 'values'>, model: Model): PostSettings {
  return Object.fromEntries(POST_PARAMETERS.map(({ id }) => [id, selectValue(select, id, model)]))
}
