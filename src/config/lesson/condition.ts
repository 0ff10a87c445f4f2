import { z } from '../zod'
import { type Quantity, quantitySchema } from './quantity'

export const COMPARISONS = ['<', '<=', '>', '>=', '='] as const
export type Comparison = (typeof COMPARISONS)[number]

/**
 * Something that is true, false, or unknown while a quantity in it is. A comparison holds with a margin: `tolerance` is in the
 * quantities' own unit, `relative` a share of the right side; both count in favour of the comparison.
 */
export type Condition =
  | {
      readonly is: Comparison
      readonly left: Quantity
      readonly right: Quantity
      readonly tolerance?: number
      readonly relative?: number
    }
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  /** Whether the present run has done a step, or all of them. */
  | { readonly is: 'begun' | 'finished' }

const recursive: z.ZodType<Condition> = z.lazy(() => conditionSchema)

export const conditionSchema: z.ZodType<Condition> = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.enum(COMPARISONS),
    left: quantitySchema,
    right: quantitySchema,
    tolerance: z.number().min(0).exactOptional(),
    relative: z.number().min(0).max(10).exactOptional(),
  }),
  z.strictObject({ is: z.enum(['all', 'any']), of: z.array(recursive).min(1).max(12) }),
  z.strictObject({ is: z.literal('not'), of: recursive }),
  z.strictObject({ is: z.enum(['begun', 'finished']) }),
])
