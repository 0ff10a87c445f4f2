/** Pairwise comparison of candidate models on held-out responses; it needs no π_D. */
export interface Tournament {
  /** Ĉ[i][j], the share of responses to which candidate j gives N times the probability that candidate i gives, or more. */
  readonly pairwise: readonly Float64Array[]
  /** max_j Ĉ[i][j]. */
  readonly worst: Float64Array
  /** Every i that minimises `worst`, ascending; the first is the one to take. */
  readonly winners: readonly number[]
}

/** Ratios and scores that are equal up to rounding count as equal. */
const TIE = 1e-12

/**
 * Tournament selection (Eq. 28–29).
 * @param logProbs one row of log-probabilities per candidate over the same responses, nats; −Infinity allowed
 * @param weights probability of each response, summing to 1; null for equally weighted ones
 * @param N ratio from which a response counts against a candidate, N ≥ 1; ties count
 * @throws RangeError without candidates or responses, for rows of different lengths, N < 1, or NaN
 */
export function tournament(
  logProbs: readonly (Float32Array | Float64Array)[],
  weights: Float64Array | null,
  N: number,
): Tournament {
  validate(logProbs, weights, N)
  const pairwise = logProbs.map(own => Float64Array.from(logProbs, other => shareAbove(other, own, weights, N)))
  const worst = Float64Array.from(pairwise, row => Math.max(...row))
  const least = Math.min(...worst)
  const winners = [...worst.keys()].filter(i => worst[i] <= least + TIE)
  return { pairwise, worst, winners }
}

/** P[log π_j − log π_i ≥ log N]; a response that neither can write decides nothing. */
function shareAbove(
  other: Float32Array | Float64Array,
  own: Float32Array | Float64Array,
  weights: Float64Array | null,
  N: number,
): number {
  const stored32 = own instanceof Float32Array
  const least = stored32 ? Math.fround(Math.log(N)) : Math.log(N) - TIE
  let share = 0
  for (let k = 0; k < own.length; k++) {
    const logRatio = other[k] - own[k]
    if ((stored32 ? Math.fround(logRatio) : logRatio) >= least) share += weights ? weights[k] : 1
  }
  return weights ? share : share / own.length
}

function validate(logProbs: readonly (Float32Array | Float64Array)[], weights: Float64Array | null, N: number): void {
  const responses = logProbs[0]?.length ?? 0
  if (responses === 0) throw new RangeError('A tournament needs at least one candidate and one held-out response.')
  if (!(N >= 1)) throw new RangeError(`N must be at least 1; it is ${N}.`)
  if (weights && weights.length !== responses) {
    throw new RangeError(`There are ${weights.length} weights for ${responses} held-out responses.`)
  }
  logProbs.forEach((row, i) => {
    if (row.length !== responses) {
      throw new RangeError(`Candidate ${i} has ${row.length} log-probabilities; candidate 0 has ${responses}.`)
    }
    if (row.some(Number.isNaN)) throw new RangeError(`A log-probability of candidate ${i} is not a number.`)
  })
}
