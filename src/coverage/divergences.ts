/** Statistics of log density ratios R = log π_D − log π̂ with y ~ π_D, in nats. `weights` null means equally weighted. */

function mean(count: number, weights: Float64Array | null, value: (i: number) => number): number {
  let sum = 0
  for (let i = 0; i < count; i++) {
    const weight = weights ? weights[i] : 1 / count
    if (weight > 0) sum += weight * value(i)
  }
  return sum
}

/** KL(π_D‖π̂) = E[R] (Remark 2.1); Infinity where some response of positive weight has model probability 0. */
export function klDivergence(logRatios: ArrayLike<number>, weights: Float64Array | null): number {
  return mean(logRatios.length, weights, i => logRatios[i])
}

/** D_seq,N = E[min{log N, Σ_h KL}] (Eq. 50) from each response's sum of per-token KL. N ≥ 1; in [0, log N]. */
export function stoppedKl(pathKl: ArrayLike<number>, weights: Float64Array | null, N: number): number {
  const most = Math.log(N)
  return mean(pathKl.length, weights, i => Math.min(most, pathKl[i]))
}

/** D_H² = ½ Σ(√π_D − √π̂)² = E[1 − e^{−R/2}], in [0, 1], when the responses are all those of positive probability. */
export function squaredHellinger(logRatios: ArrayLike<number>, weights: Float64Array | null): number {
  return mean(logRatios.length, weights, i => -Math.expm1(-logRatios[i] / 2))
}

/** Sequence-level cross-entropy E[−log π̂(y|x)]. */
export function crossEntropy(logModel: ArrayLike<number>, weights: Float64Array | null): number {
  return mean(logModel.length, weights, i => -logModel[i])
}
