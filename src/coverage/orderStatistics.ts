/**
 * The median: of an even number of values, the mean of the two in the middle.
 * @param values at least one, in any order; +Infinity is a value like any other
 * @throws RangeError for no values, or for NaN among them
 */
export function median(values: readonly number[]): number {
  const sorted = ascending(values)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
}

/**
 * The band around the median that leaves out at most a share `outside` of the values on either side, between order
 * statistics: both ends are values, so that infinite ones need no interpolation.
 * @param values at least one, in any order
 * @param outside in [0, ½)
 * @throws RangeError for no values, or for NaN among them
 */
export function centralBand(values: readonly number[], outside: number): readonly [low: number, high: number] {
  const sorted = ascending(values)
  const last = sorted.length - 1
  const left = Math.floor(outside * last)
  return [sorted[left], sorted[last - left]]
}

function ascending(values: readonly number[]): Float64Array {
  // In a typed array numbers need no comparator, and NaN comes last.
  const sorted = Float64Array.from(values).sort()
  if (sorted.length === 0) throw new RangeError('There are no values to order.')
  if (Number.isNaN(sorted.at(-1))) throw new RangeError('A value is not a number.')
  return sorted
}
