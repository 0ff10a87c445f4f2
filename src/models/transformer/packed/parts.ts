/**
 * Parts that a batch's gradient is the sum of, at most: enough for several threads to be done at about the same time, few
 * enough that adding them up costs little. However many threads there are, the parts are the same and summed in order, and
 * so is the result, bit for bit.
 */
export const MOST_PARTS = 8

/** Indices at which the parts of so many sequences begin, and where the last one ends. */
export function partsOf(batch: number): readonly number[] {
  const parts = Math.min(MOST_PARTS, batch)
  return Array.from({ length: parts + 1 }, (_, part) => Math.round((part * batch) / parts))
}
