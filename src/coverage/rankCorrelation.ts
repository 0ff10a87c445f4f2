/**
 * Spearman's rank correlation, in [−1, 1]: Pearson's of the ranks, equal values sharing the mean of their ranks. NaN where all
 * values of one side are equal.
 * @throws RangeError for sides of different lengths, fewer than two values, or NaN
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length)
    throw new RangeError(`There are ${a.length} values on one side and ${b.length} on the other.`)
  if (a.length < 2) throw new RangeError('A rank correlation needs at least two values.')
  const [x, y] = [ranks(a), ranks(b)]
  // Ranks have a known mean, (n + 1)/2.
  const middle = (a.length + 1) / 2
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - middle) * (y[i] - middle)
    xx += (x[i] - middle) ** 2
    yy += (y[i] - middle) ** 2
  }
  return xy / Math.sqrt(xx * yy)
}

/** Ranks from 1, of equal values the mean. */
function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i] - values[j])
  if (order.some(i => Number.isNaN(values[i]))) throw new RangeError('A value is not a number.')
  const result = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1]] === values[order[from]]) to++
    for (let at = from; at <= to; at++) result[order[at]] = (from + to) / 2 + 1
    from = to + 1
  }
  return result
}
