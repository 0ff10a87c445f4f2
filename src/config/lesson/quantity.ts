import { z } from '../zod'

/** Where a run's quantities are read. A number is a step: the newest evaluation at or before it. */
export type Moment = 'now' | 'start' | 'end' | 'tournament' | 'leastKl' | Quantity

/** Of which run, and when: the present run at the playhead where nothing is said. `run` is a name given by `keep`. */
interface Placed {
  readonly at?: Moment
  readonly run?: string
}

/** Quantities of one evaluation that take nothing else. */
export const MEASURES = [
  'kl',
  /** 1 where KL is infinite, else 0: its mean is the share of such evaluations. */
  'infiniteKl',
  'crossEntropy',
  'hellinger',
  'stoppedKl',
  'supLogRatio',
  'step',
  'samples',
  'answerCoverage',
] as const
/** Quantities of a whole run. */
export const CONSTANTS = ['inherentVariance', 'teacherEntropy', 'responses', 'longest'] as const
/** What is made of two quantities. */
export const PAIRINGS = ['difference', 'ratio', 'sum', 'product', 'power'] as const
/** What is made of one. */
export const FUNCTIONS = ['log', 'exp', 'sqrt', 'abs'] as const
/** What is made of a quantity along a whole run; the mean leaves out the start, as in sweeps. */
export const EXTREMES = ['least', 'greatest', 'mean', 'stepOfLeast', 'stepOfGreatest'] as const
/** Checkpoints that a job of post-training may have started from; `any` is the first of them. */
export const JOB_STARTS = ['tournament', 'leastKl', 'last', 'zero', 'any'] as const
/** `pass` and `askedCoverage` are about the class of prompts that the job asks for. */
export const JOB_MEASURES = ['reward', 'kl', 'coverage', 'pass', 'askedCoverage', 'step'] as const
export const JOBS = ['rl', 'sharpen'] as const
/** A checkpoint that ships with the lab and fits the run, by its name in the list of those. */
export type ShippedStart = `shipped:${string}`

/** Of `quantity` over all evaluations of a run; `now` within it is each of them in turn. */
export interface AlongRun {
  readonly of: (typeof EXTREMES)[number]
  readonly quantity: Quantity
  readonly run?: string
}

/** A number that is computed from what the lab has measured; it may be unknown as long as that is not there. */
export type Quantity =
  | number
  | ({ readonly of: (typeof MEASURES)[number] } & Placed)
  /** Cov_N; N is the present one where none is given. */
  | ({ readonly of: 'coverage'; readonly N?: Quantity } & Placed)
  /** Pass@N in [0, 1], for what the scenario rewards or for any valid response. */
  | ({ readonly of: 'pass'; readonly N?: Quantity; readonly success?: 'rewarded' | 'valid' } & Placed)
  /** Right side of an inequality of the paper at the run's N, e.g. "D.1". */
  | ({ readonly of: 'bound'; readonly id: string } & Placed)
  | { readonly of: (typeof CONSTANTS)[number]; readonly run?: string }
  /** The value of a parameter, e.g. "H", of the present run or of a kept one. */
  | { readonly of: 'setting'; readonly id: string; readonly run?: string }
  | AlongRun
  /** A prediction as a number: what was set, the number of the option from 1, or a line's mean distance. */
  | { readonly of: 'prediction'; readonly page?: number }
  /** From the newest job of post-training of its kind. */
  | {
      readonly of: 'job'
      readonly job: (typeof JOBS)[number]
      readonly measure: (typeof JOB_MEASURES)[number]
      readonly start?: (typeof JOB_STARTS)[number] | ShippedStart
      readonly at?: 'start' | 'end'
      readonly N?: Quantity
    }
  /** The place along a predicted line at which its truth is asked for. */
  | { readonly of: 'x' }
  | { readonly of: (typeof PAIRINGS)[number]; readonly left: Quantity; readonly right: Quantity }
  | { readonly of: (typeof FUNCTIONS)[number]; readonly quantity: Quantity }

/** Name of a kept run, a live value or a symbol. */
export const nameSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'a name of letters, digits and hyphens')

const recursive: z.ZodType<Quantity> = z.lazy(() => quantitySchema)
const momentSchema: z.ZodType<Moment> = z.lazy(() =>
  z.union([z.enum(['now', 'start', 'end', 'tournament', 'leastKl']), quantitySchema]),
)
const placed = { at: momentSchema.exactOptional(), run: nameSchema.exactOptional() }
const idSchema = z.string().min(1).max(40)
export const shippedStartSchema = z.custom<ShippedStart>(
  value => typeof value === 'string' && /^shipped:[a-z0-9-]{1,60}$/.test(value),
  'one of the run’s checkpoints or “shipped:” and a name',
)

export const quantitySchema: z.ZodType<Quantity> = z.union(
  [
    z.number(),
    z.discriminatedUnion('of', [
      z.strictObject({ of: z.enum(MEASURES), ...placed }),
      z.strictObject({ of: z.literal('coverage'), N: recursive.exactOptional(), ...placed }),
      z.strictObject({
        of: z.literal('pass'),
        N: recursive.exactOptional(),
        success: z.enum(['rewarded', 'valid']).exactOptional(),
        ...placed,
      }),
      z.strictObject({ of: z.literal('bound'), id: idSchema, ...placed }),
      z.strictObject({ of: z.enum(CONSTANTS), run: nameSchema.exactOptional() }),
      z.strictObject({ of: z.literal('setting'), id: idSchema, run: nameSchema.exactOptional() }),
      z.strictObject({ of: z.enum(EXTREMES), quantity: recursive, run: nameSchema.exactOptional() }),
      z.strictObject({ of: z.literal('prediction'), page: z.int().min(1).max(40).exactOptional() }),
      z.strictObject({
        of: z.literal('job'),
        job: z.enum(JOBS),
        measure: z.enum(JOB_MEASURES),
        start: z.union([z.enum(JOB_STARTS), shippedStartSchema]).exactOptional(),
        at: z.enum(['start', 'end']).exactOptional(),
        N: recursive.exactOptional(),
      }),
      z.strictObject({ of: z.literal('x') }),
      z.strictObject({ of: z.enum(PAIRINGS), left: recursive, right: recursive }),
      z.strictObject({ of: z.enum(FUNCTIONS), quantity: recursive }),
    ]),
  ],
  'a number, or a quantity such as { "of": "kl" }',
)

/** How a number is written: nats with their unit, a share as a percentage, a ratio as "16×", a count without decimals. */
export const STYLES = ['number', 'percent', 'ratio', 'nats', 'count'] as const
export type NumberStyle = (typeof STYLES)[number]

/** A quantity as the text shows it. */
export interface Shown {
  readonly value: Quantity
  readonly as?: NumberStyle
}

export const shownSchema = z.strictObject({ value: quantitySchema, as: z.enum(STYLES).exactOptional() })
