import { pairwiseAt } from '../../coverage/batchSums'
import { type Confidence, confidenceOf, type PickKind } from '../../coverage/confidence'
import { natsPerUnit } from '../../coverage/pairwise'
import { type Selection, selectionOf } from '../../coverage/selection'
import type { SelectionSums } from '../../coverage/selectionSums'
import { type Comparison, type GapCounts, objection, type TableShape } from './comparison'
import type { Hooks, SelectionRows } from './rows'

/** Groups that are shown side by side; the largest ones, and the others together. */
export const MOST_GROUPS = 32

/** Replicates of the bootstrap. */
export const REPLICATES = 500

/** Everything at all N of the grid. */
export interface Analysis {
  readonly comparison: Comparison
  /** Of all rows; `pairwiseProfile` and `pairwiseMatrix` read it. */
  readonly sums: SelectionSums
  readonly selection: Selection
  readonly gaps: GapCounts
  /** Null where there are no groups, or only some are compared. */
  readonly groups: readonly GroupAnalysis[] | null
}

export interface GroupAnalysis {
  readonly name: string
  /** Groups that it consists of; several for the others together. */
  readonly members: readonly number[]
  readonly gaps: GapCounts
  /** Null where none of its rows can be compared. */
  readonly selection: Selection | null
}

/** The picks at one N, which need not be on the grid, and how sure they are. */
export interface PicksAt {
  readonly N: number
  /** Rows compared, the batches they were dealt into, and how often those were resampled. */
  readonly rows: number
  readonly batches: number
  readonly replicates: number
  /** Ĉ[i][j] at this N, [M][M]. */
  readonly pairwise: readonly Float64Array[]
  /** By kind of pick; 'teacher' only where there is one. Cross-entropies are in nats. */
  readonly picks: Partial<Record<PickKind, Confidence>>
}

/** What each group says at one N, which need not be on the grid. */
export interface GroupsAt {
  readonly N: number
  /** Ĉ[i][j] of each group, in the analysis' order, [M][M]; null for a group without rows that can be compared. */
  readonly pairwise: readonly (readonly Float64Array[] | null)[]
}

/**
 * The tournament at all N, the cross-entropies and, where there is one, the comparison with the teacher: of all rows, and of
 * each group.
 * @throws RangeError with a sentence where the comparison cannot be made, or leaves no row
 */
export async function analyse(rows: SelectionRows, comparison: Comparison, hooks: Hooks = {}): Promise<Analysis> {
  const reason = objection(comparison, rows.shape)
  if (reason !== null) throw new RangeError(reason)
  const parts = comparison.groups === null ? partsOf(rows.shape, await rows.groupSizes()) : []
  // The groups together take as long as all rows once more.
  const share = parts.length > 0 ? 0.5 : 1
  const { sums, gaps } = await rows.compare(comparison, within(hooks, 0, share))
  if (sums.rows === 0) throw new RangeError(emptyReason(gaps))
  const groups: GroupAnalysis[] = []
  for (const [k, part] of parts.entries()) {
    const from = share + (1 - share) * (k / parts.length)
    const one = await rows.compare(
      { ...comparison, groups: part.members },
      within(hooks, from, (1 - share) / parts.length),
    )
    groups.push({ ...part, gaps: one.gaps, selection: one.sums.rows > 0 ? selectionOf(one.sums) : null })
  }
  return { comparison, sums, selection: selectionOf(sums), gaps, groups: parts.length > 0 ? groups : null }
}

/** @throws RangeError with a sentence where the comparison cannot be made or leaves no row, or for N < 1 */
export async function picksAt(
  rows: SelectionRows,
  comparison: Comparison,
  N: number,
  seed: number,
  hooks: Hooks = {},
): Promise<PicksAt> {
  const reason = objection(comparison, rows.shape)
  if (reason !== null) throw new RangeError(reason)
  if (!(N >= 1)) throw new RangeError(`N must be at least 1; it is ${N}.`)
  const sums = await rows.deal(comparison, N, seed, within(hooks, 0, 0.5))
  const replicates = await rows.replicate(sums, REPLICATES, seed, within(hooks, 0.5, 0.5))
  const picks = confidenceOf(sums, replicates)
  const nats = natsPerUnit(comparison.reading.base)
  const { crossEntropy } = picks
  return {
    N,
    rows: sums.rows.reduce((sum, count) => sum + count, 0),
    batches: sums.rows.reduce((sum, count) => sum + Math.min(1, count), 0),
    replicates: replicates.replicates,
    pairwise: pairwiseAt(sums),
    picks: crossEntropy
      ? { ...picks, crossEntropy: { ...crossEntropy, scores: crossEntropy.scores.map(score => score * nats) } }
      : picks,
  }
}

/**
 * Ĉ within each group of an analysis at one N.
 * @throws RangeError for N < 1
 */
export async function groupsAt(
  rows: SelectionRows,
  { comparison, groups }: Analysis,
  N: number,
  hooks: Hooks = {},
): Promise<GroupsAt> {
  if (!(N >= 1)) throw new RangeError(`N must be at least 1; it is ${N}.`)
  const pairwise: GroupsAt['pairwise'][number][] = []
  for (const [k, { members, selection }] of (groups ?? []).entries()) {
    const share = 1 / groups!.length
    // Summed over its batches, no group depends on how its rows were dealt.
    const deal = () => rows.deal({ ...comparison, groups: members }, N, 0, within(hooks, k * share, share))
    pairwise.push(selection && pairwiseAt(await deal()))
  }
  return { N, pairwise }
}

/** The groups that are looked at one by one: all, or the largest ones and the others together. */
function partsOf({ groups }: TableShape, sizes: Float64Array): { name: string; members: number[] }[] {
  if (!groups) return []
  const present = [...groups.keys()].filter(g => sizes[g] > 0)
  const one = (g: number) => ({ name: groups[g], members: [g] })
  if (present.length <= MOST_GROUPS) return present.map(one)
  const bySize = present.toSorted((a, b) => sizes[b] - sizes[a])
  const largest = bySize.slice(0, MOST_GROUPS - 1)
  const others = bySize.slice(MOST_GROUPS - 1)
  return [...largest.map(one), { name: `${others.length} other groups`, members: others }]
}

function emptyReason({ rows, leftOut }: GapCounts): string {
  if (rows === 0) return 'There is no row to compare the candidates on.'
  return `All ${leftOut.toLocaleString('en-US')} rows have a gap and are left out: leave out the candidates that have most gaps, or let a gap count as probability 0.`
}

function within({ onProgress, signal }: Hooks, from: number, share: number): Hooks {
  return { signal, onProgress: onProgress && (done => onProgress(from + share * done)) }
}
