import { DELTA } from './bands'

/**
 * The paper's rates. Their constants are not specified: a shape says how coverage moves with the settings, never how large
 * it is, and is no bound.
 */

/** What the rates depend on. */
export interface RateArguments {
  /** Tail parameter. */
  readonly N: number
  /** Sequence length. */
  readonly H: number
  /** Feature bound. */
  readonly B: number
  /** Dimension. */
  readonly d: number
  /** Dataset size, sequences. */
  readonly n: number
  /** Steps. */
  readonly T: number
  /** Batch size. */
  readonly K: number
  /** σ⋆², Eq. 8. */
  readonly inherentVariance: number
}

export interface Rate {
  readonly id: string
  /** Number in the paper. */
  readonly source: string
  /** The shape in symbols. */
  readonly label: string
  /** Id of the update rule it speaks of. */
  readonly rule: 'mle' | 'sgd' | 'normalized' | 'token' | 'distill'
  /** Whether the rate speaks for these settings. */
  valid(args: RateArguments): boolean
  /** Cov_N up to an unknown constant; positive and finite where valid. */
  shape(args: RateArguments): number
}

/** N > 1, where log N divides; everything else in its own range. */
const inRange = ({ N, H, B, d, n, T, K, inherentVariance }: RateArguments): boolean =>
  N > 1 && B > 0 && inherentVariance >= 0 && [H, d, n, T, K].every(count => count >= 1)

export const RATES: readonly Rate[] = [
  {
    id: 'mle-dimension',
    source: 'Cor. 4.2',
    // δ is the page's DELTA: the part that no N and no d makes smaller belongs to the shape.
    label: '(d ([log(BH/log N)]₊ + log(BHn)/log N) + log 1/δ) / n',
    rule: 'mle',
    // From N = 8 on, as Theorem 4.1, of which it is a corollary; below BHn = 1 its second logarithm is negative.
    valid: args => inRange(args) && args.N >= 8 && args.B * args.H * args.n >= 1,
    shape: ({ N, H, B, d, n }) => {
      const logN = Math.log(N)
      const coarse = Math.max(0, Math.log((B * H) / logN))
      return (d * (coarse + Math.log(B * H * n) / logN) + Math.log(1 / DELTA)) / n
    },
  },
  {
    id: 'mle-variance',
    source: 'Thm 4.2',
    label: '√(σ⋆²/(n log N)) + B²/n',
    rule: 'mle',
    valid: inRange,
    shape: ({ N, B, n, inherentVariance }) => Math.sqrt(inherentVariance / (n * Math.log(N))) + B ** 2 / n,
  },
  {
    id: 'sgd',
    source: 'Prop. 5.1',
    label: '(√(σ⋆²/T) + B²H/T) / log N',
    rule: 'sgd',
    valid: inRange,
    shape: ({ N, H, B, T, inherentVariance }) => (Math.sqrt(inherentVariance / T) + (B ** 2 * H) / T) / Math.log(N),
  },
  {
    id: 'normalized',
    source: 'Thm 5.1',
    label: '√(σ⋆²/(T log N)) + B²/T + B/(K log N)',
    rule: 'normalized',
    valid: inRange,
    shape: ({ N, B, T, K, inherentVariance }) =>
      Math.sqrt(inherentVariance / (T * Math.log(N))) + B ** 2 / T + B / (K * Math.log(N)),
  },
  {
    id: 'token',
    source: 'Thm 6.1',
    label: '(√(σ⋆²/T) + B²/T) / log N',
    rule: 'token',
    valid: inRange,
    shape: ({ N, B, T, inherentVariance }) => (Math.sqrt(inherentVariance / T) + B ** 2 / T) / Math.log(N),
  },
  {
    id: 'distill',
    source: 'Thm 6.2',
    label: '√(σ⋆²/(T log N)) + B²/T',
    rule: 'distill',
    valid: inRange,
    shape: ({ N, B, T, inherentVariance }) => Math.sqrt(inherentVariance / (T * Math.log(N))) + B ** 2 / T,
  },
]

/**
 * The constant c that lays c·shape closest to what was measured: it minimises Σ (log measured − log c·shape)² over the points
 * where both are positive and finite. Null where there is no such point.
 * @throws RangeError for arrays of different lengths
 */
export function fitConstant(shapes: ArrayLike<number>, measured: ArrayLike<number>): number | null {
  if (shapes.length !== measured.length) {
    throw new RangeError(`There are ${shapes.length} shapes for ${measured.length} measurements.`)
  }
  let sum = 0
  let points = 0
  for (let i = 0; i < shapes.length; i++) {
    const logRatio = Math.log(measured[i]) - Math.log(shapes[i])
    // Zero, negative and infinite values have no finite logarithm.
    if (!Number.isFinite(logRatio)) continue
    sum += logRatio
    points++
  }
  return points > 0 ? Math.exp(sum / points) : null
}
