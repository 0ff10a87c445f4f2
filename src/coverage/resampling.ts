/** What each way of selecting would take from held-out sets of other sizes: drawn anew, with replacement, from those there are. */

/** Ways of selecting from a held-out set. */
export const PICK_RULES = ['tournament', 'offset', 'crossEntropy', 'kl'] as const
export type PickRule = (typeof PICK_RULES)[number]

/** Held-out responses under M candidates. */
export interface PickData {
  /** log π_i of each response up to what all candidates share, nats, [M][responses]; −Infinity allowed, NaN not. */
  readonly logProbs: readonly Float32Array[]
  /** Σ_h KL(π_D‖π_i) along each response, nats, [M][responses]: its mean estimates KL. */
  readonly pathKl: readonly Float32Array[]
  /** Probability of each response, summing to 1; null for equally weighted ones. */
  readonly weights: Float64Array | null
  /**
   * 2N^a·Ĉ^on[i][j], what the offset tournament takes off (Eq. 32), [M][M]; null where it is not known. It comes from the
   * candidates' own responses, so that no held-out set changes it. Infinity for a rival that does not count.
   */
  readonly offset: readonly Float64Array[] | null
}

/** The candidate that each rule takes, the earliest of those that tie; −1 where a rule cannot say. */
export type RulePicks = Readonly<Record<PickRule, number>>

/** Scores that are equal up to rounding count as equal. */
const TIE = 1e-12

/** Draws after which the work may be interrupted. */
const REST = 250

/**
 * Prepares the resampling of held-out sets.
 * @param N ratio from which a response counts against a candidate, N ≥ 1; ties count
 * @returns draws one held-out set that grows, and says what is picked at each of the sizes, ascending and positive, from
 * uniform numbers in [0, 1): the k-th decides the k-th response. It yields now and then, so that its caller can rest
 * @throws RangeError without candidates or responses, or N < 1
 */
export function createResampler(
  data: PickData,
  N: number,
): (sizes: readonly number[], uniform: (k: number) => number) => Generator<undefined, RulePicks[]> {
  const candidates = data.logProbs.length
  const responses = data.logProbs[0]?.length ?? 0
  if (responses === 0) throw new RangeError('There is no candidate, or no held-out response, to pick by.')
  if (!(N >= 1)) throw new RangeError(`N must be at least 1; it is ${N}.`)
  // By response: a draw reads what lies beside each other.
  const logProbs = byResponse(data.logProbs)
  const pathKl = byResponse(data.pathKl)
  const most = new Float32Array(responses).fill(Number.NEGATIVE_INFINITY)
  for (const row of data.logProbs) for (let k = 0; k < responses; k++) if (row[k] > most[k]) most[k] = row[k]
  const draw = drawer(data.weights, responses)
  const least = Math.fround(Math.log(N))
  return function* (sizes, uniform) {
    const counts = new Float64Array(candidates * candidates)
    const crossEntropy = new Float64Array(candidates)
    const kl = new Float64Array(candidates)
    let drawn = 0
    const picks: RulePicks[] = []
    for (const size of sizes) {
      for (; drawn < size; drawn++) {
        if (drawn % REST === REST - 1) yield
        const response = draw(uniform(drawn))
        const at = response * candidates
        for (let i = 0; i < candidates; i++) {
          const own = logProbs[at + i]
          crossEntropy[i] -= own
          kl[i] += pathKl[at + i]
          // Most responses are nothing that any rival could claim. Where neither can write one, the difference is not a
          // number, and decides nothing.
          if (!(Math.fround(most[response] - own) >= least)) continue
          for (let j = 0; j < candidates; j++) {
            if (Math.fround(logProbs[at + j] - own) >= least) counts[i * candidates + j]++
          }
        }
      }
      picks.push({
        tournament: leastOf(worstCases(counts, candidates, size, null)),
        offset: data.offset ? leastOf(worstCases(counts, candidates, size, data.offset)) : -1,
        crossEntropy: leastOf(crossEntropy.map(sum => sum / size)),
        kl: leastOf(kl.map(sum => sum / size)),
      })
    }
    return picks
  }
}

/** max over j ≠ i of Ĉ[i][j] of every candidate; with an offset max_j {Ĉ[i][j] − offset[i][j]}, itself included (Eq. 32). */
function worstCases(
  counts: Float64Array,
  candidates: number,
  size: number,
  offset: readonly Float64Array[] | null,
): Float64Array {
  return Float64Array.from({ length: candidates }, (_, i) => {
    let worst = offset ? Number.NEGATIVE_INFINITY : 0
    for (let j = 0; j < candidates; j++) {
      if (!offset && j === i) continue
      worst = Math.max(worst, counts[i * candidates + j] / size - (offset ? offset[i][j] : 0))
    }
    return worst
  })
}

function leastOf(scores: Float64Array): number {
  const least = Math.min(...scores)
  return scores.findIndex(score => score <= least + TIE)
}

function byResponse(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.length * rows[0].length)
  rows.forEach((row, i) => {
    for (let k = 0; k < row.length; k++) all[k * rows.length + i] = row[k]
  })
  return all
}

/** From a uniform number in [0, 1) to a response, by weight; null for equally weighted ones. */
export function drawer(weights: Float64Array | null, responses: number): (u: number) => number {
  if (!weights) return u => Math.min(responses - 1, Math.floor(u * responses))
  const upTo = new Float64Array(responses)
  let sum = 0
  weights.forEach((weight, k) => {
    sum += weight
    upTo[k] = sum
  })
  return u => {
    // The first response up to which there is more than u of the whole.
    let low = 0
    let high = responses - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (upTo[middle] > u * sum) high = middle
      else low = middle + 1
    }
    return low
  }
}
