/** What a sweep needs of one evaluation of a run, at one N. */
export interface MeasuredPoint {
  /** Cov_N, in [0, 1]. */
  readonly coverage: number
  /** nats per sequence */
  readonly kl: number
  /** nats per sequence */
  readonly crossEntropy: number
}

/** One number for a whole run; the lower, the better. */
export interface SweepMetric {
  /** Key in links and files. */
  readonly id: string
  /** In a sentence, e.g. "mean KL". Where it depends on N, the page writes N as an index behind it. */
  readonly label: string
  readonly ofN: boolean
  readonly unit: 'share' | 'nats'
  readonly help: string
  /** @param points the evaluations after step 0, in order, at least one */
  measure(points: readonly MeasuredPoint[]): number
}

/**
 * What a sweep can show, its default first. No mean counts step 0: what stands there is the start, the same for every rule
 * and step size, and its weight would depend on nothing but how often a run is evaluated.
 */
export const SWEEP_METRICS = [
  {
    id: 'meanCoverage',
    label: 'mean Cov',
    ofN: true,
    unit: 'share',
    help: 'Cov_N, averaged over the evaluations after the start: how much of the teacher is missed, and for how long.',
    measure: points => mean(points.map(({ coverage }) => coverage)),
  },
  {
    id: 'finalCoverage',
    label: 'final Cov',
    ofN: true,
    unit: 'share',
    help: 'Cov_N at the end.',
    measure: points => points[points.length - 1].coverage,
  },
  {
    id: 'meanKl',
    label: 'mean KL',
    ofN: false,
    unit: 'nats',
    help: 'KL(π_D‖π̂), averaged over the evaluations after the start.',
    measure: points => mean(points.map(({ kl }) => kl)),
  },
  {
    id: 'finalKl',
    label: 'final KL',
    ofN: false,
    unit: 'nats',
    help: 'KL(π_D‖π̂) at the end.',
    measure: points => points[points.length - 1].kl,
  },
  {
    id: 'infiniteKl',
    label: 'the share of evaluations with infinite KL',
    ofN: false,
    unit: 'share',
    help: 'How many of the evaluations after the start find a model that gives probability 0 to something the teacher writes.',
    measure: points => mean(points.map(({ kl }) => (kl === Number.POSITIVE_INFINITY ? 1 : 0))),
  },
  {
    id: 'finalCrossEntropy',
    label: 'final cross-entropy',
    ofN: false,
    unit: 'nats',
    help: 'E[−log π̂] at the end.',
    measure: points => points[points.length - 1].crossEntropy,
  },
] as const satisfies readonly SweepMetric[]

export type MetricId = (typeof SWEEP_METRICS)[number]['id']

/** Every metric of one run at one N. */
export type Measures = Readonly<Record<MetricId, number>>

/** @param points the evaluations after step 0, in order, at least one */
export function measuresOf(points: readonly MeasuredPoint[]): Measures {
  return Object.fromEntries(SWEEP_METRICS.map(({ id, measure }) => [id, measure(points)])) as Record<MetricId, number>
}

export function metricById(id: MetricId): SweepMetric {
  return SWEEP_METRICS.find(metric => metric.id === id)!
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
