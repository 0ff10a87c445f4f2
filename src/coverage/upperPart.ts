import { type CoverageProfile, threshold } from './profile'

/**
 * π_D restricted to the responses that the model under-weights most, those with R ≥ least: a target π_T that is hard to reach
 * from the model and easy from π_D, since π_T/π_D = 1/mass there. For a mass above ½ this is below 2, so that Cov_2(π_T‖π_D)
 * is 0 (Prop. D.5).
 */
export interface UpperPart {
  /** Smallest R of the part, nats. */
  readonly least: number
  /** π_D-probability of the part. */
  readonly mass: number
}

/** A mass that is ½ up to rounding is not above it. */
const ROUNDING = 1e-12

/** The smallest upper part with a mass above ½; null for a profile without responses. */
export function upperPart({ values, tail }: CoverageProfile): UpperPart | null {
  const last = tail.findIndex(mass => mass > 0.5 + ROUNDING)
  return last < 0 ? null : { least: values[last], mass: tail[last] }
}

/**
 * Cov_N(π_T‖π̂) for π_T = π_D restricted to the part, from the responses themselves.
 * @param logRatios R of each response, nats
 * @param weights probability of each response, summing to 1; null for equally weighted ones
 * @param N any positive number
 */
export function upperPartCoverage(
  logRatios: Float32Array | Float64Array,
  weights: Float64Array | null,
  { least, mass }: UpperPart,
  N: number,
): number {
  // log π_T − log π̂ = R − log mass.
  const atLeast = Math.max(least, threshold(logRatios, Math.log(N) + Math.log(mass)))
  let covered = 0
  for (let i = 0; i < logRatios.length; i++) if (logRatios[i] >= atLeast) covered += weights ? weights[i] : 1
  return covered / (weights ? mass : mass * logRatios.length)
}
