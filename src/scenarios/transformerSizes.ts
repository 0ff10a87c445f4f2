import type { Values } from './parameter'
import type { Fitting } from './scenario'

/** The nearest width that every head has an equal part of, where it is another one. */
export function divisibleWidth(values: Values): Fitting | null {
  const { heads, width } = values
  if (width % heads === 0) return null
  const fitting = Math.floor(width / heads) * heads
  return {
    values: { ...values, width: fitting },
    reason: `width = ${width} is not a multiple of heads = ${heads}; it was lowered to ${fitting}.`,
  }
}
