import { countPairs, emptyHistograms, type LogBase } from './pairwise'

/** What selection needs to know of held-out responses. Everything in it is a sum over responses, so that parts can be added. */
export interface SelectionSums {
  /** Candidates that are compared, M. */
  readonly candidates: number
  /** Whether the teacher's log-probabilities are there too: column M of the histograms. */
  readonly teacher: boolean
  /** Base of the logarithms, which all sums are in. */
  readonly base: LogBase
  /** Responses, n. */
  rows: number
  /** Of all pairs of columns, as in `countPairs`. */
  readonly histograms: Uint32Array
  /** Σ log π_i over the responses that it can write, [M]. */
  readonly logProb: Float64Array
  /** Responses that candidate i cannot write, [M]. */
  readonly never: Float64Array
  /** Σ R_i and Σ R_i² with R_i = log π_D − log π_i, over the responses that it can write, [M]; zeros without a teacher. */
  readonly logRatio: Float64Array
  readonly squares: Float64Array
}

/** @param candidates M ≥ 1 */
export function emptySums(candidates: number, teacher: boolean, base: LogBase): SelectionSums {
  const numbers = () => new Float64Array(candidates)
  return {
    candidates,
    teacher,
    base,
    rows: 0,
    histograms: emptyHistograms(candidates + Number(teacher)),
    logProb: numbers(),
    never: numbers(),
    logRatio: numbers(),
    squares: numbers(),
  }
}

/**
 * Adds responses; some 2,000 at a time are fastest.
 * @param columns log-probabilities of the same responses: the candidates', then the teacher's if there is one; of the
 * candidates −Infinity is allowed, and NaN of nobody
 * @param rows how many of them, from the first on
 */
export function addResponses(sums: SelectionSums, columns: readonly Float32Array[], rows: number): void {
  countPairs(columns, rows, sums.base, sums.histograms)
  sums.rows += rows
  const teacher = sums.teacher ? columns[sums.candidates] : null
  for (let i = 0; i < sums.candidates; i++) addCandidate(sums, i, columns[i], teacher, rows)
}

function addCandidate(
  sums: SelectionSums,
  i: number,
  logProbs: Float32Array,
  teacher: Float32Array | null,
  rows: number,
): void {
  let logProb = 0
  let never = 0
  let ratios = 0
  let squares = 0
  for (let k = 0; k < rows; k++) {
    const value = logProbs[k]
    if (value === Number.NEGATIVE_INFINITY) {
      never++
      continue
    }
    logProb += value
    if (!teacher) continue
    const logRatio = teacher[k] - value
    ratios += logRatio
    squares += logRatio * logRatio
  }
  sums.logProb[i] += logProb
  sums.never[i] += never
  sums.logRatio[i] += ratios
  sums.squares[i] += squares
}

/** Adds the sums of other responses, of the same candidates. */
export function addSums(into: SelectionSums, from: SelectionSums): void {
  into.rows += from.rows
  addTo(into.histograms, from.histograms)
  for (const name of ['logProb', 'never', 'logRatio', 'squares'] as const) addTo(into[name], from[name])
}

/** into[i] += from[i] */
export function addTo(into: Uint32Array | Float64Array, from: Uint32Array | Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] += from[i]
}
