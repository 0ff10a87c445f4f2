import type { Point } from '../../state/derive'

/**
 * At most about one point per pixel, keeping the lowest and highest of every two pixels, so that no spike is lost.
 * @param points ascending in step
 * @param last the step at the right edge
 */
export function decimated<P extends Point>(points: readonly P[], last: number, pixels: number): readonly P[] {
  const buckets = Math.max(1, Math.floor(pixels / 2))
  if (points.length <= 2 * buckets) return points
  const kept: P[] = []
  let begin = 0
  while (begin < points.length) {
    const bucket = Math.floor((points[begin].step / last) * buckets)
    let end = begin
    let low = points[begin]
    let high = points[begin]
    while (end < points.length && Math.floor((points[end].step / last) * buckets) === bucket) {
      if (points[end].value < low.value) low = points[end]
      if (points[end].value > high.value) high = points[end]
      end++
    }
    if (low.step === high.step) kept.push(low)
    else kept.push(...(low.step < high.step ? [low, high] : [high, low]))
    begin = end
  }
  const newest = points[points.length - 1]
  if (kept[kept.length - 1].step !== newest.step) kept.push(newest)
  return kept
}

/** Index of the entry whose step is nearest; −1 for none. `steps` ascend. */
export function nearestIndex(entries: readonly { readonly step: number }[], step: number): number {
  let low = 0
  let high = entries.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (entries[middle].step + entries[middle + 1].step < 2 * step) low = middle + 1
    else high = middle
  }
  return high < 0 ? -1 : low
}
