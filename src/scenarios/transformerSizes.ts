import type { Values } from './parameter'
import type { Fitting } from './scenario'

/** Least width that the setting accepts. */
const NARROWEST = 8

/** The nearest width that every head has an equal part of, where it is another one. */
export function divisibleWidth(values: Values): Fitting | null {
  const { heads, width } = values
  if (width % heads === 0) return null
  const below = Math.floor(width / heads) * heads
  const fitting = below < NARROWEST ? below + heads : below
  return {
    values: { ...values, width: fitting },
    reason: `width = ${width} is not a multiple of heads = ${heads}; it was ${fitting < width ? 'lowered' : 'raised'} to ${fitting}.`,
  }
}
