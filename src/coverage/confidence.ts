import { DELTA, normalQuantile } from './bands'
import type { BatchSums } from './batchSums'
import { lowest } from './selection'
import { addTo } from './selectionSums'

/** What candidates are picked by: each takes the candidate of least score. */
export const PICK_KINDS = ['tournament', 'crossEntropy', 'teacher'] as const
export type PickKind = (typeof PICK_KINDS)[number]

/** How sure the pick of one kind is at one N. */
export interface Confidence {
  /**
   * The score of each candidate, [M]: its worst case, max over j ≠ i of Ĉ[i][j]; its cross-entropy, in units of the log-probabilities; or
   * Cov_N(π_D‖π_i).
   */
  readonly scores: Float64Array
  /** Every candidate of least score, ascending; the first is the one to take. */
  readonly winners: readonly number[]
  /** Share of the resampled sets in which each candidate is picked, [M], summing to 1; candidates that tie share it. */
  readonly picked: Float64Array
  /** The candidate that is hardest to tell from the first winner; null if there is no other. */
  readonly rival: number | null
  /**
   * Responses that would tell the two apart at 95 %, if the margin between them stays what it is here: an extrapolation.
   * Infinity for an exact tie; at most the number at hand where it is settled.
   */
  readonly rowsNeeded: number
  /** How many of these are missing: 0 where it is settled. */
  readonly moreRows: number
}

/** What resampled sets of responses add up to; those of other replicates can be added. */
export interface Replicates {
  replicates: number
  readonly kinds: Readonly<Partial<Record<PickKind, KindReplicates>>>
}

interface KindReplicates {
  /** Replicates in which each candidate is picked, [M]. */
  readonly picked: Float64Array
  /** Σ and Σ of squares of the candidate's score less that of the first winner on all responses, [M]. */
  readonly margin: Float64Array
  readonly squares: Float64Array
}

/**
 * Bootstrap: sets of as many batches as there are, drawn with replacement.
 * @param from first replicate, @param to the one after the last: replicates can be shared out and added up
 * @param uniform in [0, 1), for each replicate and draw
 * @throws RangeError without responses
 */
export function replicate(
  sums: BatchSums,
  from: number,
  to: number,
  uniform: (replicate: number, draw: number) => number,
): Replicates {
  const filled = [...sums.rows.keys()].filter(b => sums.rows[b] > 0)
  if (filled.length === 0) throw new RangeError('There is no response to resample.')
  const all = scoresOf(sums, everyBatch(sums))
  const tally = emptyReplicates(sums)
  const weights = new Float64Array(sums.batches)
  for (let r = from; r < to; r++) {
    weights.fill(0)
    for (let k = 0; k < filled.length; k++) weights[filled[Math.floor(uniform(r, k) * filled.length)]]++
    const scores = scoresOf(sums, weights)
    for (const kind of PICK_KINDS) {
      const [one, reference] = [scores[kind], all[kind]]
      if (one && reference) tallyScores(tally.kinds[kind]!, one, lowest(reference)[0])
    }
    tally.replicates++
  }
  return tally
}

export function emptyReplicates({ candidates, missed }: BatchSums): Replicates {
  const numbers = () => new Float64Array(candidates)
  const kinds = PICK_KINDS.filter(kind => kind !== 'teacher' || missed)
  const entries = kinds.map(kind => [kind, { picked: numbers(), margin: numbers(), squares: numbers() }])
  return { replicates: 0, kinds: Object.fromEntries(entries) }
}

/** Adds other replicates of the same responses. */
export function addReplicates(into: Replicates, from: Replicates): void {
  into.replicates += from.replicates
  for (const kind of PICK_KINDS) {
    const [sum, part] = [into.kinds[kind], from.kinds[kind]]
    if (!sum || !part) continue
    for (const name of ['picked', 'margin', 'squares'] as const) addTo(sum[name], part[name])
  }
}

function tallyScores(tally: KindReplicates, scores: Float64Array, winner: number): void {
  credit(tally.picked, lowest(scores))
  scores.forEach((score, i) => {
    // An infinite score is infinitely far off, whatever the sample: no spread of it is needed.
    const margin = score - scores[winner]
    if (!Number.isFinite(margin)) return
    tally.margin[i] += margin
    tally.squares[i] += margin * margin
  })
}

/** Candidates that tie share a pick. */
export function credit(picked: Float64Array, winners: readonly number[]): void {
  for (const i of winners) picked[i] += 1 / winners.length
}

/**
 * The scores by which each kind picks, as in `Confidence`, when every batch counts so many times.
 * @param weights of the batches, [batches], not all 0
 */
export function scoresOf(sums: BatchSums, weights: Float64Array): Partial<Record<PickKind, Float64Array>> {
  const { candidates, batches, beaten, never, logProb, missed } = sums
  const rows = weighted(sums.rows, 0, weights)
  const each = (score: (i: number) => number) => Float64Array.from({ length: candidates }, (_, i) => score(i))
  const worstCase = (i: number) => {
    let worst = 0
    for (let j = 0; j < candidates; j++) {
      if (j === i) continue
      worst = Math.max(worst, weighted(beaten, (i * candidates + j) * batches, weights))
    }
    return worst / rows
  }
  const crossEntropy = (i: number) =>
    weighted(never, i * batches, weights) > 0
      ? Number.POSITIVE_INFINITY
      : -weighted(logProb, i * batches, weights) / rows
  return {
    tournament: each(worstCase),
    crossEntropy: each(crossEntropy),
    ...(missed ? { teacher: each(i => weighted(missed, i * batches, weights) / rows) } : {}),
  }
}

const everyBatch = ({ batches }: BatchSums) => new Float64Array(batches).fill(1)

/** Σ_b weights[b]·values[at + b] */
function weighted(values: Uint32Array | Float64Array, at: number, weights: Float64Array): number {
  let sum = 0
  for (let b = 0; b < weights.length; b++) sum += weights[b] * values[at + b]
  return sum
}

/** What the replicates say about each kind of pick; 'teacher' only where there is one. */
export function confidenceOf(sums: BatchSums, replicates: Replicates): Partial<Record<PickKind, Confidence>> {
  const rows = sums.rows.reduce((sum, count) => sum + count, 0)
  const all = scoresOf(sums, everyBatch(sums))
  const kinds = PICK_KINDS.filter(kind => all[kind])
  const { kinds: tallies, replicates: count } = replicates
  return Object.fromEntries(kinds.map(kind => [kind, confidence(all[kind]!, tallies[kind]!, count, rows)]))
}

function confidence(scores: Float64Array, tally: KindReplicates, replicates: number, rows: number): Confidence {
  const winners = lowest(scores)
  let rival: number | null = null
  let rowsNeeded = 0
  for (let i = 0; i < scores.length; i++) {
    if (i === winners[0]) continue
    const variance = Math.max(0, tally.squares[i] - tally.margin[i] ** 2 / replicates) / Math.max(1, replicates - 1)
    const needed = rowsToSettle(scores[i] - scores[winners[0]], Math.sqrt(variance), rows)
    if (rival !== null && needed <= rowsNeeded) continue
    rival = i
    rowsNeeded = needed
  }
  const picked = tally.picked.map(times => times / replicates)
  return { scores, winners, picked, rival, rowsNeeded, moreRows: Math.max(0, rowsNeeded - rows) }
}

/**
 * Responses n' at which a margin would be z standard errors wide, margin = z·s·√(n/n'), with z = 1.96 for 95 %: the margin
 * is taken to stay, and the standard error to fall like 1/√n'.
 * @param margin between two scores, ≥ 0; not a number where both are infinite, which is a tie
 * @param error bootstrap standard error of the margin at n responses
 * @returns whole number; Infinity for a tie
 */
export function rowsToSettle(margin: number, error: number, rows: number): number {
  if (!(margin > 0)) return Number.POSITIVE_INFINITY
  return Math.ceil(rows * ((normalQuantile(1 - DELTA / 2) * error) / margin) ** 2)
}
