/** Median (smallest – largest). */
export function spread(times: readonly number[]): string {
  const words = (time: number) => time.toLocaleString('en-US', { maximumSignificantDigits: 3 })
  return `${words(median(times))} (${words(Math.min(...times))} – ${words(Math.max(...times))})`
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}
