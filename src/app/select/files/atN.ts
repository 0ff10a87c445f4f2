import type { Confidence, PickKind } from '../../../coverage/confidence'
import { GRID } from '../../../coverage/pairwise'
import { pairwiseMatrix, type Selection } from '../../../coverage/selection'
import type { Analysis, PicksAt } from '../../../engine/selection/analysis'

/** What an analysis says at one N. */
export interface AtN {
  /** The N that it is about: the one asked for, or the nearest of the grid while nothing is known of that one. */
  readonly N: number
  /** Ĉ[i][j], [M][M]. */
  readonly pairwise: readonly Float64Array[]
  /** The candidates that each way of picking takes, ascending; the first is the one to take. No 'teacher' without one. */
  readonly winners: Readonly<Partial<Record<PickKind, readonly number[]>>>
  /** How sure the picks are; null until it has been resampled at this N. */
  readonly confidence: Readonly<Partial<Record<PickKind, Confidence>>> | null
}

/** Index of the point of the grid that is nearest to N. */
export function nearestOnGrid(N: number): number {
  return Math.min(GRID.length - 1, Math.max(0, Math.round(8 * Math.log2(N))))
}

/** log N of every point of the grid: where it lies on the axis of budgets. */
export const LOG_GRID: readonly number[] = GRID.map(Math.log)

/** @param picks resampled at any N, or null */
export function atN({ sums, selection }: Analysis, picks: PicksAt | null, N: number): AtN {
  const { leastCrossEntropy } = selection
  if (picks?.N === N) {
    const winners = Object.fromEntries(Object.entries(picks.picks).map(([kind, one]) => [kind, one.winners]))
    return { N, pairwise: picks.pairwise, winners, confidence: picks.picks }
  }
  const k = nearestOnGrid(N)
  return {
    N: GRID[k],
    pairwise: pairwiseMatrix(sums, k),
    winners: {
      tournament: selection.winners[k],
      crossEntropy: leastCrossEntropy,
      ...(selection.teacher ? { teacher: selection.teacher.best[k] } : {}),
    },
    confidence: null,
  }
}

/** The rival that beats a candidate most often, and how often; null where there is no other candidate. */
export function worstRival(
  shares: Float64Array,
  own: number,
): { readonly rival: number; readonly share: number } | null {
  let rival: number | null = null
  shares.forEach((share, j) => {
    if (j !== own && (rival === null || share > shares[rival])) rival = j
  })
  return rival === null ? null : { rival, share: shares[rival] }
}

/** The candidates that are picked at some N in some way, in the order of N: those that the charts tell apart. */
export function notable({ ranges, leastCrossEntropy, teacher }: Selection): number[] {
  const all = [
    ...ranges.map(({ picks }) => picks[0]),
    leastCrossEntropy[0],
    ...(teacher?.bestRanges ?? []).map(({ picks }) => picks[0]),
  ]
  return [...new Set(all)]
}
