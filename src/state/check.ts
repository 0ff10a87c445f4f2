/** One inequality of the paper, with both sides as they stand at a snapshot. */
export interface Check {
  readonly id: string
  /** Number in the paper. */
  readonly source: string
  /** The inequality in symbols. */
  readonly label: string
  readonly left: number
  /** NaN where the inequality says nothing. */
  readonly right: number
  readonly status: 'holds' | 'broken' | 'undecided' | 'not applicable'
  /** Why it does not apply, what a broken or undecided one means, or what an example shows; empty otherwise. */
  readonly note: string
}

/** Rounding of float32 log ratios must not break an inequality that holds with equality. */
const ROUNDING = 1e-6

const BROKEN = 'The left side exceeds the right beyond any sampling error: this run has a fault.'
const UNDECIDED = 'The estimate exceeds the bound, but by less than its band.'

/**
 * Compares both sides of a proposition.
 * @param right null where the inequality says nothing
 * @param slack how much of the excess sampling error can explain
 * @param needs the sentence for where it says nothing
 */
export function compare(
  source: string,
  label: string,
  left: number,
  right: number | null,
  slack: number,
  needs: string,
): Check {
  const named = { id: source, source: `Prop. ${source}`, label, left }
  if (right === null) return { ...named, right: Number.NaN, status: 'not applicable', note: needs }
  const allowed = right * (1 + ROUNDING) + ROUNDING
  if (left <= allowed) return { ...named, right, status: 'holds', note: '' }
  if (left <= allowed + slack) return { ...named, right, status: 'undecided', note: UNDECIDED }
  return { ...named, right, status: 'broken', note: BROKEN }
}
