import type { LogProbTable, Reading } from '../../logprobs/table'

/** What becomes of a row in which a compared candidate has no value: it is left out, or counts as probability 0. */
export const GAPS = ['drop', 'zero'] as const
export type GapPolicy = (typeof GAPS)[number]

/** What of a table is compared, and how its values are read. */
export interface Comparison {
  readonly reading: Reading
  /** Indices of the candidates, in the order in which ties are broken: the earliest first. */
  readonly candidates: readonly number[]
  /** Whether the teacher's column is used. */
  readonly teacher: boolean
  readonly gaps: GapPolicy
  /** Only rows of these groups; null for all rows. */
  readonly groups: readonly number[] | null
}

/** What there is in a table, without its numbers. */
export interface TableShape {
  readonly candidates: readonly string[]
  readonly groups: readonly string[] | null
  readonly rows: number
  readonly teacher: boolean
  /** Columns of lengths: 0, 1, or one for each candidate. */
  readonly lengths: number
}

/** Most candidates that are compared: what is kept of all pairs grows with its square. */
export const MOST_CANDIDATES = 256

export function shapeOf({ candidates, groups, blocks }: LogProbTable): TableShape {
  return {
    candidates,
    groups,
    rows: blocks.reduce((sum, { rows }) => sum + rows, 0),
    teacher: blocks.length > 0 && blocks[0].teacher !== null,
    lengths: blocks.length > 0 ? blocks[0].lengths.length : 0,
  }
}

/**
 * A sentence that says why a comparison cannot be made on such a table; null where it can.
 * @returns a whole sentence for the person
 */
export function objection(comparison: Comparison, shape: TableShape): string | null {
  const { candidates, reading, teacher } = comparison
  if (candidates.length === 0) return 'No candidate is left to compare: keep at least one.'
  if (candidates.length > MOST_CANDIDATES) {
    return `At most ${MOST_CANDIDATES} candidates are compared at once, and there are ${candidates.length}: leave some out.`
  }
  if (teacher && !shape.teacher) return 'The table has no column of the teacher.'
  if (reading.scale === 'sum') return null
  if (shape.lengths === 0) {
    return 'Means per token can be turned into sums only with the lengths of the responses, and the table has no column of lengths.'
  }
  if (teacher && shape.lengths > 1) {
    return 'With one column of lengths for each candidate the teacher’s means cannot be turned into sums: give one column of lengths for all, or leave the teacher out.'
  }
  return null
}

/** Rows that a comparison met, and the gaps in them. Counts of other rows can be added. */
export interface GapCounts {
  /** Rows looked at: all, or those of the groups. */
  rows: number
  /** Rows left out because of a gap. */
  leftOut: number
  /** Rows in which each compared candidate has no value (missing, not a number, or above every probability). */
  readonly candidates: Float64Array
  /** Rows in which the teacher has no value, or gives its own response probability 0; they are always left out. */
  teacher: number
}

export function noGaps(candidates: number): GapCounts {
  return { rows: 0, leftOut: 0, candidates: new Float64Array(candidates), teacher: 0 }
}

export function addGaps(into: GapCounts, from: GapCounts): void {
  into.rows += from.rows
  into.leftOut += from.leftOut
  into.teacher += from.teacher
  from.candidates.forEach((count, i) => {
    into.candidates[i] += count
  })
}
