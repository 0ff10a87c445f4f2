import { rankCorrelation } from '../coverage/rankCorrelation'
import { formatNumber, subscript } from './format'

/** Moments below which a correlation says nothing. */
const FEWEST = 3
/** Size from which a correlation is called one. */
const NOTABLE = 0.2

/** Spearman's correlations of Pass@N over the run's checkpoints; null where they are not defined. */
export interface Correlations {
  readonly N: number
  readonly kl: number | null
  readonly coverage: number | null
}

/** @param pass Pass@N, `kl` in nats and `coverage` at N/2, at every checkpoint */
export function correlationsOf(
  N: number,
  pass: readonly number[],
  kl: readonly number[],
  coverage: readonly number[],
): Correlations {
  const of = (other: readonly number[]): number | null => {
    if (pass.length < FEWEST) return null
    const value = rankCorrelation(pass, other)
    return Number.isNaN(value) ? null : value
  }
  return { N, kl: of(kl), coverage: of(coverage) }
}

/** How Pass@N moves with KL and with coverage, e.g. "Pass@12 rises with KL (rank correlation +0.86) and falls with Cov₆ (−0.57)". */
export function passTitle({ N, kl, coverage }: Correlations, now: number): string {
  const name = `Pass@${formatNumber(N)}`
  const parts = [
    ...(kl === null ? [] : [[movement(kl), 'KL', kl] as const]),
    ...(coverage === null ? [] : [[movement(coverage), `Cov${subscript(N / 2)}`, coverage] as const]),
  ].map(([verb, what, value], i) => `${verb} ${what} (${i === 0 ? 'rank correlation ' : ''}${signed(value)})`)
  return parts.length === 0 ? `${name} is ${formatNumber(now)}` : `${name} ${parts.join(' and ')}`
}

/** A correlation with its sign, e.g. "+0.86". */
export function signed(value: number): string {
  const size = Math.abs(value).toFixed(2)
  if (Number(size) === 0) return size
  return `${value < 0 ? '−' : '+'}${size}`
}

function movement(correlation: number): string {
  if (Math.abs(correlation) < NOTABLE) return 'hardly moves with'
  return correlation > 0 ? 'rises with' : 'falls with'
}
