import { z } from '../zod'
import { JOB_STARTS, JOBS, nameSchema, type ShippedStart, shippedStartSchema } from './quantity'

/** What a lesson does to the lab, one after the other. Each is one that a person could do too. */
export type Action =
  /** Opens a link's settings as a new run at step 0; with `run=1` it plays. E.g. "scenario=bernoulli&T=50". */
  | { readonly do: 'open'; readonly link: string }
  /**
   * Plays to the end, or until a step has been reached, and waits for it: at the person's speed, or `fast` as fast as the machine
   * goes, for runs that are there to be compared with.
   */
  | { readonly do: 'play'; readonly to?: number; readonly fast?: boolean }
  /** Waits until the present run is finished. */
  | { readonly do: 'wait' }
  /** Sets a parameter of the run; one that is not live starts the run afresh. */
  | { readonly do: 'set'; readonly id: string; readonly value: number }
  | { readonly do: 'choose'; readonly id: 'model' | 'rule' | 'decode'; readonly value: string }
  /** Pins the present run over the charts; the lesson speaks of it by this name from now on. */
  | { readonly do: 'keep'; readonly as: string }
  /** Takes all earlier runs off the charts. */
  | { readonly do: 'clear' }
  | { readonly do: 'playhead'; readonly to: 'now' | 'start' | 'tournament' | 'leastKl' | number }
  /** Brings one of the scenario's pictures to the front. */
  | { readonly do: 'picture'; readonly id: string }
  /** Sets a parameter of the view of selection. */
  | { readonly do: 'setSelect'; readonly id: string; readonly value: number }
  /** Presses Start of a job of post-training, from checkpoints of the present run or shipped ones, and waits until it is finished. */
  | {
      readonly do: 'job'
      readonly job: (typeof JOBS)[number]
      readonly from: readonly (Exclude<(typeof JOB_STARTS)[number], 'any'> | ShippedStart)[]
    }

const STARTS = JOB_STARTS.filter(start => start !== 'any')

export const actionSchema: z.ZodType<Action> = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('open'), link: z.string().min(1).max(1000) }),
  z.strictObject({
    do: z.literal('play'),
    to: z.int().min(1).max(1e9).exactOptional(),
    fast: z.boolean().exactOptional(),
  }),
  z.strictObject({ do: z.literal('wait') }),
  z.strictObject({ do: z.literal('set'), id: z.string().min(1).max(40), value: z.number() }),
  z.strictObject({ do: z.literal('choose'), id: z.enum(['model', 'rule', 'decode']), value: z.string().max(40) }),
  z.strictObject({ do: z.literal('keep'), as: nameSchema }),
  z.strictObject({ do: z.literal('clear') }),
  z.strictObject({
    do: z.literal('playhead'),
    to: z.union([z.enum(['now', 'start', 'tournament', 'leastKl']), z.int().min(0).max(1e9)]),
  }),
  z.strictObject({ do: z.literal('picture'), id: z.string().min(1).max(40) }),
  z.strictObject({ do: z.literal('setSelect'), id: z.string().min(1).max(40), value: z.number() }),
  z.strictObject({
    do: z.literal('job'),
    job: z.enum(JOBS),
    from: z
      .array(z.union([z.enum(STARTS), shippedStartSchema]))
      .min(1)
      .max(4),
  }),
])
