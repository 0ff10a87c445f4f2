import { DELTA, dkwHalfWidth } from './bands'
import { GRID, natsPerUnit, tailCounts } from './pairwise'
import type { SelectionSums } from './selectionSums'

/** What held-out responses say about which of M candidates to take. Shares are in [0, 1], one for each N of `GRID`. */
export interface Selection {
  /** Responses, n. */
  readonly rows: number
  /** Max over j ≠ i of Ĉ[i][j] for every candidate i, [M][161]. */
  readonly worst: readonly Float64Array[]
  /** The tournament at each N, [161]: every candidate of least worst case, ascending; the first is the one to take. */
  readonly winners: readonly (readonly number[])[]
  /** The same, as ranges of N. */
  readonly ranges: readonly PickRange[]
  /** Cross-entropy of each candidate, nats per response, [M]; Infinity where a candidate cannot write some response. */
  readonly crossEntropy: Float64Array
  /** Every candidate of least cross-entropy, ascending; with a teacher they are those of least KL, too. */
  readonly leastCrossEntropy: readonly number[]
  /** Against the teacher, where its log-probabilities are known. */
  readonly teacher: TeacherComparison | null
  /** Half-widths of DKW bands at δ = 0.05; Infinity without responses. */
  readonly bands: {
    /** Around one profile at all N. */
    readonly one: number
    /** Around the profiles of all pairs of candidates at once, at all N: δ shared out among the M(M − 1)/2 pairs. */
    readonly pairs: number
    /** Around the profiles of all candidates against the teacher at once: δ shared out among the M of them. */
    readonly teacher: number
  }
}

export interface TeacherComparison {
  /** KL(π_D‖π_i), nats, [M], and its standard error; both Infinity where a candidate cannot write some response. */
  readonly kl: Float64Array
  readonly klError: Float64Array
  /** Cov_N(π_D‖π_i), [M][161]. */
  readonly coverage: readonly Float64Array[]
  /** Every candidate of least Cov_N at each N, ascending, [161]. */
  readonly best: readonly (readonly number[])[]
  readonly bestRanges: readonly PickRange[]
}

/** Neighbouring points of the grid at which the same candidates are picked. */
export interface PickRange {
  /** Candidates that tie, ascending; the first is the one to take. */
  readonly picks: readonly number[]
  /** First and last N of the range, both of the grid. */
  readonly from: number
  readonly to: number
}

/** @throws RangeError without responses */
export function selectionOf(sums: SelectionSums): Selection {
  const { candidates, rows } = sums
  if (rows === 0) throw new RangeError('There is no response to compare the candidates on.')
  const worst = Array.from({ length: candidates }, (_, i) => worstCase(sums, i))
  const winners = GRID.map((_, k) => lowest(worst.map(shares => shares[k])))
  const nats = natsPerUnit(sums.base)
  const crossEntropy = sums.logProb.map((sum, i) =>
    sums.never[i] > 0 ? Number.POSITIVE_INFINITY : (-sum * nats) / rows,
  )
  return {
    rows,
    worst,
    winners,
    ranges: rangesOf(winners),
    crossEntropy,
    leastCrossEntropy: lowest(crossEntropy),
    teacher: sums.teacher ? againstTeacher(sums, nats) : null,
    bands: {
      one: dkwHalfWidth(rows),
      pairs: dkwHalfWidth(rows, DELTA / Math.max(1, (candidates * (candidates - 1)) / 2)),
      teacher: dkwHalfWidth(rows, DELTA / candidates),
    },
  }
}

/** Ĉ[own][other] for every N of the grid, [161]: a coverage profile of one candidate with the other in π_D's place. */
export function pairwiseProfile(sums: SelectionSums, own: number, other: number): Float64Array {
  const counts = tailCounts(sums.histograms, columnsOf(sums), own, other)
  const shares = new Float64Array(counts.length)
  // A loop, since selection goes through every pair while a person waits.
  for (let k = 0; k < counts.length; k++) shares[k] = counts[k] / sums.rows
  return shares
}

/** The matrix Ĉ at one N of the grid, [M][M]. @param k index of N in `GRID` */
export function pairwiseMatrix(sums: SelectionSums, k: number): Float64Array[] {
  const all = Array.from({ length: sums.candidates }, (_, i) => i)
  const share = (i: number, j: number) => tailCounts(sums.histograms, columnsOf(sums), i, j, k)[k] / sums.rows
  return all.map(i => Float64Array.from(all, j => (i === j ? ofItself(sums, i, k) : share(i, j))))
}

const columnsOf = ({ candidates, teacher }: SelectionSums) => candidates + Number(teacher)

/** At N = 1 a candidate ties with itself on whatever it can write, and at no other N. */
function ofItself(sums: SelectionSums, i: number, k: number): number {
  return k === 0 ? (sums.rows - sums.never[i]) / sums.rows : 0
}

function worstCase(sums: SelectionSums, own: number): Float64Array {
  const worst = new Float64Array(GRID.length)
  for (let other = 0; other < sums.candidates; other++) {
    if (other === own) continue
    const shares = pairwiseProfile(sums, own, other)
    for (let k = 0; k < shares.length; k++) if (shares[k] > worst[k]) worst[k] = shares[k]
  }
  return worst
}

function againstTeacher(sums: SelectionSums, nats: number): TeacherComparison {
  const { candidates, rows, never, logRatio, squares } = sums
  const coverage = Array.from({ length: candidates }, (_, i) => pairwiseProfile(sums, i, candidates))
  const best = GRID.map((_, k) => lowest(coverage.map(shares => shares[k])))
  const infinite = (value: number, i: number) => (never[i] > 0 ? Number.POSITIVE_INFINITY : value)
  const variance = (i: number) => Math.max(0, squares[i] - logRatio[i] ** 2 / rows) / (rows - 1)
  return {
    kl: logRatio.map((sum, i) => infinite((sum * nats) / rows, i)),
    klError: logRatio.map((_, i) =>
      infinite(rows < 2 ? Number.POSITIVE_INFINITY : nats * Math.sqrt(variance(i) / rows), i),
    ),
    coverage,
    best,
    bestRanges: rangesOf(best),
  }
}

/** Indices of the least of the scores, ascending. Counts are exact, so equal ones are equal. */
export function lowest(scores: ArrayLike<number>): number[] {
  let least = Number.POSITIVE_INFINITY
  let indices: number[] = []
  for (let i = 0; i < scores.length; i++) {
    if (scores[i] > least) continue
    if (scores[i] < least) indices = []
    least = scores[i]
    indices.push(i)
  }
  return indices
}

function rangesOf(picks: readonly (readonly number[])[]): PickRange[] {
  const ranges: { picks: readonly number[]; from: number; to: number }[] = []
  picks.forEach((one, k) => {
    const last = ranges.at(-1)
    if (last && String(last.picks) === String(one)) last.to = GRID[k]
    else ranges.push({ picks: one, from: GRID[k], to: GRID[k] })
  })
  return ranges
}
