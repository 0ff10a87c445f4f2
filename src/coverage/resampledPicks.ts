import { addToBatches, emptyBatches } from './batchSums'
import { credit, scoresOf } from './confidence'
import { logThreshold } from './pairwise'
import { lowest } from './selection'

/** Picks over held-out sets that are drawn again and again, so far. */
export interface ResampledPicks {
  /** Sets drawn. */
  readonly sets: number
  /** Share of the sets in which each candidate is picked by the tournament, [M]; candidates that tie share it. */
  readonly tournament: Float64Array
  /** The same by least cross-entropy. Over the same responses that is least KL, too: the two differ by a constant. */
  readonly crossEntropy: Float64Array
}

/**
 * How picks fall out on held-out sets of n responses, drawn with replacement from responses that are known with their
 * probabilities. Endless: it yields after every set, so that its caller can stop when time is up.
 * @param logProbs one row for each candidate over the same responses, nats; −Infinity allowed, NaN not. A term of each
 * response that all candidates share makes no difference: −R does as well as log π
 * @param weights probability of each response, summing to 1; null for equally weighted ones
 * @param N ratio from which a response counts against a candidate, N ≥ 1; ties count
 * @param n responses in a set, n ≥ 1
 * @param uniform in [0, 1), for each set and draw
 */
export function* resampledPicks(
  logProbs: readonly Float32Array[],
  weights: Float64Array | null,
  N: number,
  n: number,
  uniform: (set: number, draw: number) => number,
): Generator<ResampledPicks, never> {
  const candidates = logProbs.length
  const picked = { tournament: new Float64Array(candidates), crossEntropy: new Float64Array(candidates) }
  const drawn = logProbs.map(() => new Float32Array(n))
  const responseAt = weights ? inverse(weights) : (u: number) => Math.floor(u * logProbs[0].length)
  const [oneBatch, counted] = [new Uint8Array(n), Float64Array.of(1)]
  for (let set = 0; ; set++) {
    for (let k = 0; k < n; k++) {
      const response = responseAt(uniform(set, k))
      for (let i = 0; i < candidates; i++) drawn[i][k] = logProbs[i][response]
    }
    const sums = emptyBatches(1, candidates, logThreshold(N, 'e'), false)
    addToBatches(sums, drawn, oneBatch, n)
    const scores = scoresOf(sums, counted)
    credit(picked.tournament, lowest(scores.tournament!))
    credit(picked.crossEntropy, lowest(scores.crossEntropy!))
    const share = (times: Float64Array) => times.map(count => count / (set + 1))
    yield { sets: set + 1, tournament: share(picked.tournament), crossEntropy: share(picked.crossEntropy) }
  }
}

/** The response in which a share u of all weight is passed. */
function inverse(weights: Float64Array): (u: number) => number {
  const sums = new Float64Array(weights.length)
  let sum = 0
  weights.forEach((weight, k) => {
    sum += weight
    sums[k] = sum
  })
  return u => {
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sums[middle] > u * sum) high = middle
      else low = middle + 1
    }
    return low
  }
}
