import type { NumberParameter, Values } from '../scenarios/parameter'

/** What the view of selection shows: who is picked, what post-training then does, and the same for other people's checkpoints. */
export const PANELS = ['checkpoints', 'best-of-n', 'sharpening', 'rl', 'files'] as const
export type Panel = (typeof PANELS)[number]

/** What the view of selection adds to the configuration of the run whose checkpoints it compares. */
export interface SelectSettings {
  readonly panel: Panel
  /** Every one of `SELECT_PARAMETERS`, by id. */
  readonly values: Values
}

/** A parameter of the view, with the default that `v=1` froze. */
export interface SelectParameter extends NumberParameter {
  readonly default: number
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

export const SELECT_PARAMETERS: readonly SelectParameter[] = [OFFSET_EXPONENT, ROWS]

export function defaultSelect(): SelectSettings {
  return { panel: PANELS[0], values: Object.fromEntries(SELECT_PARAMETERS.map(each => [each.id, each.default])) }
}

/** @throws Error for an id that is none of `SELECT_PARAMETERS` */
export function selectParameter(id: string): SelectParameter {
  const parameter = SELECT_PARAMETERS.find(each => each.id === id)
  if (!parameter) throw new Error(`The view of selection has no parameter "${id}".`)
  return parameter
}
