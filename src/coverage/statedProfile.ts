import type { CoverageProfile } from './profile'

/**
 * The profile of which only Cov_N at some N is known, as the step function that never says more than is known: between two of
 * them it takes the value at the larger N, above all of them 0.
 * @param Ns ascending, positive
 * @param shares Cov_N at each of them, in [0, 1], falling
 */
export function statedProfile(Ns: ArrayLike<number>, shares: ArrayLike<number>): CoverageProfile {
  const values: number[] = []
  const tail: number[] = []
  for (let i = Ns.length - 1; i >= 0; i--) {
    if (shares[i] <= (tail.at(-1) ?? 0)) continue
    values.push(Math.log(Ns[i]))
    tail.push(shares[i])
  }
  if ((tail.at(-1) ?? 0) < 1) {
    values.push(Number.NEGATIVE_INFINITY)
    tail.push(1)
  }
  return { values: Float64Array.from(values), tail: Float64Array.from(tail) }
}
