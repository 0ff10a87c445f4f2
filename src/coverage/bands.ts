/** Sampling errors of estimates from M independent responses. δ is the probability that a band misses; 0 < δ < 1. */

/** Dvoretzky–Kiefer–Wolfowitz with Massart's constant: the whole profile lies within ± this of its estimate. */
export function dkwHalfWidth(M: number, delta = 0.05): number {
  return Math.sqrt(Math.log(2 / delta) / (2 * M))
}

/** Hoeffding: the mean of M variables in [0, range] lies within ± this of its estimate, in the variables' unit. */
export function hoeffdingHalfWidth(range: number, M: number, delta = 0.05): number {
  return range * Math.sqrt(Math.log(2 / delta) / (2 * M))
}
