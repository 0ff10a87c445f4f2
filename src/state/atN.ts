import type { Confidence, PickKind } from '../coverage/confidence'
import { GRID } from '../coverage/pairwise'
import { lowest, type PickRange, pairwiseMatrix, type Selection } from '../coverage/selection'
import type { Analysis, GroupAnalysis, GroupsAt, PicksAt } from '../engine/selection/analysis'

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

/** What one group says at one N; null where none of its rows can be compared. */
export type GroupAtN = {
  /** Every candidate of least worst case, ascending; the first is the one to take. */
  readonly winners: readonly number[]
  /** The worst case of that one. */
  readonly worst: number
} | null

export interface GroupsAtN {
  /** The N that it is about: the one asked for, or the nearest of the grid while nothing is known of that one. */
  readonly N: number
  /** In the order of the groups. */
  readonly groups: readonly GroupAtN[]
  /** What all rows together take at the same N. */
  readonly overall: number
}

/**
 * @param at compared at N, or null
 * @param picks resampled at N, or null
 */
export function groupsAtN(
  groups: readonly GroupAnalysis[],
  analysis: Analysis,
  { picks, at }: { readonly picks: PicksAt | null; readonly at: GroupsAt | null },
  N: number,
): GroupsAtN {
  if (at?.N === N && picks?.N === N) {
    return { N, groups: at.pairwise.map(winnersIn), overall: picks.picks.tournament!.winners[0] }
  }
  const k = nearestOnGrid(N)
  const onGrid = ({ selection }: GroupAnalysis): GroupAtN => {
    if (!selection) return null
    const winners = selection.winners[k]
    return { winners, worst: selection.worst[winners[0]][k] }
  }
  return { N: GRID[k], groups: groups.map(onGrid), overall: analysis.selection.winners[k][0] }
}

function winnersIn(pairwise: readonly Float64Array[] | null): GroupAtN {
  if (!pairwise) return null
  const worst = pairwise.map((row, i) => worstRival(row, i)?.share ?? 0)
  const winners = lowest(worst)
  return { winners, worst: worst[winners[0]] }
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

/** Neighbouring ranges of one pick as one, as long as it ties in all of them or in none. */
export function piecesOf(ranges: readonly PickRange[]): PickRange[] {
  const pieces: PickRange[] = []
  for (const range of ranges) {
    const last = pieces.at(-1)
    const same = last?.picks[0] === range.picks[0] && last.picks.length > 1 === range.picks.length > 1
    if (last && same) pieces[pieces.length - 1] = { ...last, to: range.to }
    else pieces.push(range)
  }
  return pieces
}
