/** Covered and not covered: one pair of words and one of signs, wherever a response or a share is told as either. */
export const COVERED = { sign: '✓', word: 'covered' } as const
export const MISSED = { sign: '✗', word: 'not covered' } as const

/** The pair's half for a response. */
export function coveredOr(covered: boolean): typeof COVERED | typeof MISSED {
  return covered ? COVERED : MISSED
}
