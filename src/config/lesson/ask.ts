import { z } from '../zod'
import { type Condition, conditionSchema } from './condition'
import { type NumberStyle, type Quantity, quantitySchema, STYLES } from './quantity'

/** An axis on which a prediction is set. */
export interface AskAxis {
  readonly label: string
  readonly min: number
  readonly max: number
  /** `log` needs min > 0. */
  readonly scale: 'linear' | 'log'
  readonly as?: NumberStyle
}

/** What is to be predicted before a step reveals. What is right is computed afterwards, never written down. */
export type Ask =
  | {
      readonly kind: 'choice'
      readonly question: string
      /** Of any number of options those are right whose condition holds after the reveal. */
      readonly options: readonly { readonly text: string; readonly right: Condition }[]
    }
  | ({
      readonly kind: 'number'
      readonly question: string
      readonly truth: Quantity
    } & AskAxis)
  | {
      readonly kind: 'line'
      readonly question: string
      /** The places at which points are drawn, ascending; `log` spaces them so. */
      readonly x: {
        readonly label: string
        readonly scale: 'linear' | 'log'
        readonly values: readonly number[]
        readonly as?: NumberStyle
      }
      readonly y: AskAxis
      /** One quantity in which { of: 'x' } is the place, or one for each place. */
      readonly truth: Quantity | readonly Quantity[]
    }

const words = z.string().min(1).max(600)
const label = z.string().min(1).max(80)
const scale = z.enum(['linear', 'log'])
const style = z.enum(STYLES).exactOptional()
const axis = { label, min: z.number(), max: z.number(), scale, as: style }

function fits({ min, max, scale }: AskAxis): boolean {
  return min < max && (scale === 'linear' || min > 0)
}
const AXIS_RULE = 'an axis with min below max, and min above 0 where its scale is log'

export const askSchema: z.ZodType<Ask> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choice'),
    question: words,
    options: z
      .array(z.strictObject({ text: z.string().min(1).max(200), right: conditionSchema }))
      .min(2)
      .max(6),
  }),
  z
    .strictObject({ kind: z.literal('number'), question: words, truth: quantitySchema, ...axis })
    .refine(fits, { message: AXIS_RULE }),
  z
    .strictObject({
      kind: z.literal('line'),
      question: words,
      x: z.strictObject({ label, scale, values: z.array(z.number()).min(2).max(40), as: style }),
      y: z.strictObject(axis).refine(fits, { message: AXIS_RULE }),
      truth: z.union([quantitySchema, z.array(quantitySchema).min(2).max(40)]),
    })
    .refine(({ x }) => x.values.every((value, i) => i === 0 || value > x.values[i - 1]), {
      path: ['x', 'values'],
      message: 'numbers in ascending order',
    })
    .refine(({ x }) => x.scale === 'linear' || x.values[0] > 0, {
      path: ['x', 'values'],
      message: 'numbers above 0 where the scale is log',
    })
    .refine(({ x, truth }) => !Array.isArray(truth) || truth.length === x.values.length, {
      path: ['truth'],
      message: 'one quantity, or as many as x has values',
    }),
])
