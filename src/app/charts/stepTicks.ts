/** Width of the label of a step with the gap to the next, px. */
const LABEL = 80

/**
 * Round numbers of steps from 0 on, few enough for their labels to fit.
 * @param last largest number of steps, at least 1
 * @param width of the axis, px
 */
export function stepTicks(last: number, width: number): number[] {
  const most = Math.max(2, Math.floor(width / LABEL))
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, last / most)))
  const unit = [1, 2, 5, 10].map(step => step * decade).find(step => last / step <= most) ?? last
  return Array.from({ length: Math.floor(last / unit) + 1 }, (_, i) => i * unit)
}
