import type { NumberParameter } from '../scenarios/parameter'
import type { Model } from '../scenarios/scenario'
import { rangeInWords } from './parameters'

/** What can be done with checkpoints after training. */
export const POST_JOBS = ['onPolicy', 'sharpness', 'sharpen', 'rl'] as const
export type PostJob = (typeof POST_JOBS)[number]

/** A setting of post-training; it is no part of a run's configuration. */
export interface PostParameter extends NumberParameter {
  /** Where nobody chose another value; step sizes suit one model or the other. */
  readonly default: number | Readonly<Record<Model, number>>
  /** The jobs that read it. */
  readonly jobs: readonly PostJob[]
}

/** Every setting of post-training by id. */
export type PostSettings = Readonly<Record<string, number>>

export const POST_PARAMETERS: readonly PostParameter[] = [
  {
    kind: 'integer',
    id: 'steps',
    symbol: 'steps',
    label: 'Steps',
    help: 'Steps of post-training.',
    min: 1,
    max: 5000,
    scale: 'log',
    default: 100,
    jobs: ['sharpen', 'rl'],
  },
  {
    kind: 'integer',
    id: 'prompts',
    symbol: 'prompts',
    label: 'Prompts',
    help: 'Fresh prompts of a step; for the offset tournament, held-out prompts of each class that every checkpoint answers.',
    min: 1,
    max: 256,
    scale: 'log',
    default: 16,
    jobs: ['onPolicy', 'sharpen', 'rl'],
  },
  {
    kind: 'integer',
    id: 'group',
    symbol: 'G',
    label: 'Responses to a prompt',
    help: 'Responses that are drawn for each prompt. Reinforcement compares the rewards within such a group: where all are equal, nothing is learned.',
    min: 2,
    max: 64,
    scale: 'log',
    default: 8,
    jobs: ['onPolicy', 'rl'],
  },
  {
    kind: 'number',
    id: 'etaPost',
    symbol: 'η',
    label: 'Step size',
    help: 'Step size of Adam in post-training, from a fresh optimizer.',
    min: 1e-7,
    max: 1,
    sliderMax: 0.1,
    scale: 'log',
    default: { transformer: 3e-4, linear: 0.01 },
    jobs: ['sharpen', 'rl'],
  },
  {
    kind: 'number',
    id: 'beta',
    symbol: 'β',
    label: 'KL penalty',
    help: 'Weight of KL(π‖π_start), in nats, against the reward; 0 leaves it out.',
    min: 0,
    max: 10,
    sliderMax: 1,
    scale: 'linear',
    default: 0,
    jobs: ['rl'],
  },
  {
    kind: 'integer',
    id: 'picks',
    symbol: 'N',
    label: 'Responses to pick from',
    help: 'Sharpening draws so many responses to a prompt from the starting checkpoint and learns the one that it finds likeliest.',
    min: 2,
    max: 256,
    scale: 'log',
    default: 16,
    jobs: ['sharpen'],
  },
  {
    kind: 'integer',
    id: 'of',
    symbol: 'class',
    label: 'Class of the prompts',
    help: 'Prompts of this class alone, by its number; 0 for all classes by their masses. A model that cannot tell the classes apart learns what the larger one asks for.',
    min: 0,
    max: 3,
    scale: 'linear',
    default: 0,
    jobs: ['rl'],
  },
  {
    kind: 'integer',
    id: 'evaluate',
    symbol: 'every',
    label: 'Steps between evaluations',
    help: 'The model is measured at step 0, at every multiple of this, and at the end.',
    min: 1,
    max: 5000,
    scale: 'log',
    default: 5,
    jobs: ['sharpen', 'rl'],
  },
  {
    kind: 'integer',
    id: 'seedPost',
    symbol: 'seed',
    label: 'Seed of post-training',
    help: 'Fresh prompts and the draws behind all responses are a function of it, the same for every checkpoint; held-out prompts are those of the run.',
    min: 0,
    max: 4_294_967_295,
    sliderMax: 100,
    scale: 'linear',
    default: 0,
    jobs: ['onPolicy', 'sharpen', 'rl'],
  },
]

/** The settings that nobody chose, for a model. */
export function postDefaults(model: Model): PostSettings {
  return Object.fromEntries(
    POST_PARAMETERS.map(({ id, default: given }) => [id, typeof given === 'number' ? given : given[model]]),
  )
}

/**
 * Checks settings that come from outside; every one of them must be there.
 * @throws Error with one sentence that names the setting, its value and what is accepted
 */
export function parsePostSettings(input: unknown): PostSettings {
  if (typeof input !== 'object' || input === null) throw new Error('The settings of post-training are missing.')
  const given = new Map(Object.entries(input))
  const settings = POST_PARAMETERS.map(parameter => {
    const { id, min, max, kind } = parameter
    const value: unknown = given.get(id)
    const fits = typeof value === 'number' && value >= min && value <= max
    if (!fits || (kind === 'integer' && !Number.isInteger(value))) {
      throw new Error(`${id} is ${String(value).slice(0, 40)}; it must be ${rangeInWords(parameter)}.`)
    }
    return [id, value]
  })
  const unknown = [...given.keys()].find(id => !POST_PARAMETERS.some(parameter => parameter.id === id))
  if (unknown !== undefined) throw new Error(`Post-training has no setting "${unknown.slice(0, 40)}".`)
  return Object.fromEntries(settings)
}
