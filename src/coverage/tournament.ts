import { threshold } from './profile'

/** Pairwise comparison of candidate models on held-out responses; it needs no π_D. */
export interface Tournament {
  /** Ĉ[i][j], the share of responses to which candidate j gives N times the probability that candidate i gives, or more. */
  readonly pairwise: readonly Float64Array[]
  /** max over j ≠ i of Ĉ[i][j], 0 for a single candidate; for N > 1 the same as over all j. */
  readonly worst: Float64Array
  /** Every i that minimises `worst`, ascending; the first is the one to take. */
  readonly winners: readonly number[]
}

/** A tournament in which what a rival only promises, on the candidate's own responses, is taken off. */
export interface OffsetTournament {
  /** Ĉ[i][j] on the held-out responses. */
  readonly pairwise: readonly Float64Array[]
  /** Ĉ^on[i][j], the same share among responses of candidate i. */
  readonly onPolicy: readonly Float64Array[]
  /** Ĉ[i][j] − 2N^a·Ĉ^on[i][j]. */
  readonly offset: readonly Float64Array[]
  /** max_j of `offset`; at least 0 for N > 1, since no candidate beats itself. */
  readonly worst: Float64Array
  /** Every i that minimises `worst`, ascending; the first is the one to take. */
  readonly winners: readonly number[]
}

/** Responses scored by every candidate. */
export interface ScoredResponses {
  /** One row of log-probabilities per candidate over the same responses, nats; −Infinity allowed. */
  readonly logProbs: readonly (Float32Array | Float64Array)[]
  /** Probability of each response, summing to 1; null for equally weighted ones. */
  readonly weights: Float64Array | null
}

/** Scores that are equal up to rounding count as equal. */
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
  validate({ logProbs, weights }, logProbs.length, N, 'held-out responses')
  const most = highest(logProbs)
  const pairwise = logProbs.map(own => sharesAbove(own, { logProbs, weights }, most, N))
  // No candidate is its own rival: at N = 1 it ties with itself on all that it can write, and one that writes less would gain.
  return { pairwise, ...select(pairwise.map((row, i) => row.map((share, j) => (j === i ? 0 : share)))) }
}

/**
 * Offset tournament selection (Eq. 32). A rival that claims N times a candidate's probability on the data is believed only
 * as far as it does not claim it on the candidate's own responses too: π_D itself, if it is a candidate, never does worse
 * than 0 up to sampling error.
 * @param heldOut responses of the data, scored by every candidate
 * @param own for each candidate, responses that it drew itself (for prompts of the data), scored by every candidate
 * @param N ratio from which a response counts, N ≥ 1; ties count
 * @param a exponent of the offset, a > 0 (Thm 6.4 asks for N^{1−2a} ≥ 8 too)
 * @throws RangeError without candidates or responses, for rows of different lengths or in different number, N < 1, an a that
 * is not positive and finite, or NaN
 */
export function offsetTournament(
  heldOut: ScoredResponses,
  own: readonly ScoredResponses[],
  N: number,
  a: number,
): OffsetTournament {
  const { logProbs } = heldOut
  const candidates = logProbs.length
  validate(heldOut, candidates, N, 'held-out responses')
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new RangeError(`a must be positive and finite; it is ${a}.`)
  if (own.length !== candidates) {
    throw new RangeError(`There are responses of ${own.length} candidates; ${candidates} are compared.`)
  }
  own.forEach((responses, i) => {
    validate(responses, candidates, N, `responses of candidate ${i}`)
  })
  // Where all responses are known, candidates share them, and only their weights differ.
  const known = new Map<ScoredResponses['logProbs'], Float64Array>()
  const mostOf = (responses: ScoredResponses) => {
    const most = known.get(responses.logProbs) ?? highest(responses.logProbs)
    known.set(responses.logProbs, most)
    return most
  }
  const pairwise = logProbs.map(row => sharesAbove(row, heldOut, mostOf(heldOut), N))
  const onPolicy = own.map((responses, i) => sharesAbove(responses.logProbs[i], responses, mostOf(responses), N))
  const factor = 2 * N ** a
  const offset = pairwise.map((row, i) => row.map((share, j) => share - factor * onPolicy[i][j]))
  return { pairwise, onPolicy, offset, ...select(offset) }
}

/** The worst score of every candidate, and the candidates whose worst is least. */
function select(scores: readonly Float64Array[]): { worst: Float64Array; winners: number[] } {
  const worst = Float64Array.from(scores, row => Math.max(...row))
  const least = Math.min(...worst)
  return { worst, winners: [...worst.keys()].filter(i => worst[i] <= least + TIE) }
}

/**
 * P[log π_j − log π ≥ log N] for every candidate j; a response that neither can write decides nothing.
 * @param most of `highest`: most responses are nothing that any rival could claim, and are passed over at once
 */
function sharesAbove(
  own: Float32Array | Float64Array,
  { logProbs, weights }: ScoredResponses,
  most: Float64Array,
  N: number,
): Float64Array {
  const stored32 = own instanceof Float32Array
  const least = threshold(own, Math.log(N))
  const reaches = (logRatio: number) => (stored32 ? Math.fround(logRatio) : logRatio) >= least
  const claimed: number[] = []
  for (let k = 0; k < own.length; k++) if (reaches(most[k] - own[k])) claimed.push(k)
  return Float64Array.from(logProbs, other => {
    let share = 0
    for (const k of claimed) if (reaches(other[k] - own[k])) share += weights ? weights[k] : 1
    return weights ? share : share / own.length
  })
}

/** The largest log-probability of each response. @throws RangeError for NaN */
function highest(logProbs: ScoredResponses['logProbs']): Float64Array {
  const most = new Float64Array(logProbs[0].length).fill(Number.NEGATIVE_INFINITY)
  logProbs.forEach((row, i) => {
    for (let k = 0; k < row.length; k++) {
      if (Number.isNaN(row[k])) throw new RangeError(`A log-probability of candidate ${i} is not a number.`)
      if (row[k] > most[k]) most[k] = row[k]
    }
  })
  return most
}

function validate({ logProbs, weights }: ScoredResponses, candidates: number, N: number, what: string): void {
  if (candidates === 0) throw new RangeError('A tournament needs at least one candidate.')
  if (logProbs.length !== candidates) {
    throw new RangeError(`The ${what} are scored by ${logProbs.length} candidates; there are ${candidates}.`)
  }
  const responses = logProbs[0].length
  if (responses === 0) throw new RangeError(`A tournament needs at least one of the ${what}.`)
  if (!(N >= 1)) throw new RangeError(`N must be at least 1; it is ${N}.`)
  if (weights && weights.length !== responses) {
    throw new RangeError(`There are ${weights.length} weights for ${responses} ${what}.`)
  }
  logProbs.forEach((row, i) => {
    if (row.length !== responses) {
      throw new RangeError(`Candidate ${i} has ${row.length} log-probabilities; candidate 0 has ${responses}.`)
    }
  })
}
