/**
 * Unbiased estimate of Pass@k, 1 − C(n−c, k)/C(n, k), from n samples of one prompt with c correct ones.
 * Computed as a product of min(c, k) factors in logarithms: no binomial coefficient overflows, and small values keep
 * their relative accuracy.
 * @throws RangeError unless n, c, k are integers with 0 ≤ c ≤ n and 1 ≤ k ≤ n
 */
export function passAtK(n: number, c: number, k: number): number {
  if (![n, c, k].every(Number.isInteger) || c < 0 || c > n || k < 1 || k > n) {
    throw new RangeError(`Pass@k needs integers 0 ≤ c ≤ n and 1 ≤ k ≤ n; n is ${n}, c is ${c}, k is ${k}.`)
  }
  if (k > n - c) return 1
  // The ratio of binomials is the same with c and k exchanged: run over the smaller one.
  const fewer = Math.min(c, k)
  const more = Math.max(c, k)
  let logFailure = 0
  for (let i = 0; i < fewer; i++) logFailure += Math.log1p(-more / (n - i))
  return logFailure === 0 ? 0 : -Math.expm1(logFailure)
}

/**
 * Pass@N = E_x[1 − (1 − p_x)^N] of Best-of-N with a 0/1 reward, in [0, 1].
 * @param successes p_x, the probability that one sample for the prompt is rewarded, in [0, 1]
 * @param weights μ(x), summing to 1; null for equally likely prompts
 * @param N number of samples, N ≥ 1
 * @throws RangeError without prompts, for weights of another length, p_x outside [0, 1], or N < 1
 */
export function passAtN(successes: ArrayLike<number>, weights: ArrayLike<number> | null, N: number): number {
  if (!(N >= 1)) throw new RangeError(`N must be at least 1; it is ${N}.`)
  if (successes.length === 0) throw new RangeError('Pass@N needs at least one prompt.')
  if (weights && weights.length !== successes.length) {
    throw new RangeError(`There are ${weights.length} weights for ${successes.length} prompts.`)
  }
  let sum = 0
  for (let x = 0; x < successes.length; x++) {
    const p = successes[x]
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A success probability must lie in [0, 1]; it is ${p}.`)
    // log1p and expm1 keep p_x far below rounding error of 1 − p_x.
    sum += -Math.expm1(N * Math.log1p(-p)) * (weights ? weights[x] : 1)
  }
  return weights ? sum : sum / successes.length
}
