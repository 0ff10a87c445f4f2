import { formatRatio } from '../../text/format'

/**
 * The horizontal axis that the histogram of R and the coverage profile share: R in nats, labelled in plain ratios. It
 * depends on N only in how far it reaches, so that nothing jumps from snapshot to snapshot.
 */
export interface RatioAxis {
  /** First and last log ratio that is drawn to scale, nats. */
  readonly low: number
  readonly high: number
  /** Width on either side in which everything beyond is collected, nats. */
  readonly gutter: number
}

const LOG4 = Math.log(4)
/** Half an octave each: finer bins beat against the lattice of R where counts of tokens are all that it depends on. */
const BINS_PER_TICK = 4

/** The axis for a tail parameter N ≥ 1: 1/64× to 4,096×, or to at least 4N where N > 1,024. */
export function ratioAxis(N: number): RatioAxis {
  return axisOfTicks(ticksAbove(N))
}

/** Number of powers of four above 1× that the axis for N shows; the only thing about N that the axis depends on. */
export function ticksAbove(N: number): number {
  return Math.max(6, Math.ceil(Math.log(4 * N) / LOG4 - 1e-9))
}

/** The axis that ends at the given power of four. */
export function axisOfTicks(above: number): RatioAxis {
  const low = -3 * LOG4
  const high = above * LOG4
  return { low, high, gutter: 0.045 * (high - low) }
}

/** The interval that is drawn, gutters included, nats. */
export function axisDomain({ low, high, gutter }: RatioAxis): [number, number] {
  return [low - gutter, high + gutter]
}

/** Horizontal position of a log ratio in a plot of the given width, px; held inside the plot. */
export function axisPosition(axis: RatioAxis, logRatio: number, width: number): number {
  const [from, to] = axisDomain(axis)
  return (Math.min(Math.max((logRatio - from) / (to - from), 0), 1) || 0) * width
}

/** The log ratio at a horizontal position, nats. */
export function axisValue(axis: RatioAxis, position: number, width: number): number {
  const [from, to] = axisDomain(axis)
  return from + (position / width) * (to - from)
}

/**
 * Log ratios to label: powers of four, thinned evenly around 1× so that the longest label fits.
 * @param width of the plot, px
 * @param type size of the labels, px
 */
export function axisTicks(axis: RatioAxis, width: number, type = 12): number[] {
  const [from, to] = axisDomain(axis)
  const room = 0.6 * type * formatRatio(Math.exp(axis.high)).length + 7
  const stride = Math.max(1, Math.ceil((room * (to - from)) / (LOG4 * Math.max(width, 1))))
  const ticks: number[] = []
  for (let k = Math.ceil(axis.low / LOG4 - 1e-9); k <= axis.high / LOG4 + 1e-9; k++) {
    if (k % stride === 0) ticks.push(k * LOG4)
  }
  return ticks
}

/** Edges of the bins drawn to scale: every power of two is one, so that a tail beyond 2, 4, 8 … is a union of bins. */
export function binEdges(axis: RatioAxis): Float64Array {
  const bins = Math.round(((axis.high - axis.low) / LOG4) * BINS_PER_TICK)
  return Float64Array.from({ length: bins + 1 }, (_, i) => axis.low + (i * LOG4) / BINS_PER_TICK)
}
