import { DELTA } from '../../coverage/bands'
import { type Confidence, PICK_KINDS, type PickKind } from '../../coverage/confidence'
import { GRID } from '../../coverage/pairwise'
import { type PickRange, pairwiseProfile, type Selection } from '../../coverage/selection'
import type { Facts } from '../../logprobs/facts'
import type { Problem } from '../../logprobs/problems'
import type { Reading } from '../../logprobs/table'
import { type FileNumber, fileNumber } from '../runFile'
import { VERSION } from '../version'
import type { Analysis, PicksAt } from './analysis'
import type { GapCounts, GapPolicy, TableShape } from './comparison'

/** What is said of the offset tournament (Eq. 32) wherever there are files only. */
export const NO_OFFSET =
  'The offset tournament (Eq. 32) cannot be computed from such files: it needs responses drawn from each candidate and scored by all the others.'

/** A selection as it is downloaded, and as the command line writes it. Shares are in [0, 1]. */
export interface SelectionReport {
  readonly format: 'coverage-lab/selection@1'
  readonly version: string
  readonly files: readonly { readonly name: string; readonly format: string | null; readonly rows: number }[]
  readonly problems: readonly Problem[]
  readonly reading: Reading
  readonly gaps: GapPolicy
  /** Names of the groups that were compared; null for all rows. */
  readonly only: readonly string[] | null
  readonly rows: RowsRecord
  /** Candidates that were compared; every array below follows their order. */
  readonly candidates: readonly string[]
  /** Rows in which each has no value. */
  readonly missing: readonly number[]
  /** The N of every curve. */
  readonly grid: readonly number[]
  readonly all: SelectionRecord
  /** Half-widths of the bands around a share, and their δ. */
  readonly bands: {
    readonly delta: number
    readonly one: number
    readonly pairs: number
    readonly teacher: number | null
  }
  readonly picks: PicksRecord
  /** Ĉ[i][j] at the N of `picks`. */
  readonly pairwise: readonly (readonly number[])[]
  /** Ĉ[i][j] at every N of the grid, if they were asked for; [] on the diagonal. */
  readonly profiles?: readonly (readonly (readonly number[])[])[]
  readonly groups: readonly ({ readonly name: string; readonly rows: RowsRecord } & Partial<SelectionRecord>)[]
  readonly offsetTournament: typeof NO_OFFSET
}

/** Rows looked at, those left out because of a gap, and among these those that the teacher has no value for. */
interface RowsRecord {
  readonly read: number
  readonly leftOut: number
  readonly withoutTeacher: number
}

export interface SelectionRecord {
  /** Which candidates the tournament picks over which range of N. */
  readonly ranges: readonly RangeRecord[]
  /** Max over j ≠ i of Ĉ[i][j], by candidate and N. */
  readonly worst: readonly (readonly number[])[]
  /** nats per response */
  readonly crossEntropy: readonly FileNumber[]
  readonly leastCrossEntropy: readonly string[]
  /** Only with a teacher: nats; Cov_N by candidate and N; the candidates of least Cov_N by range of N. */
  readonly kl?: readonly FileNumber[]
  readonly klError?: readonly FileNumber[]
  readonly coverage?: readonly (readonly number[])[]
  readonly bestRanges?: readonly RangeRecord[]
}

interface RangeRecord {
  readonly picks: readonly string[]
  readonly from: number
  readonly to: number
}

export interface PicksRecord extends Partial<Record<PickKind, PickRecord>> {
  readonly N: number
  readonly seed: number
  readonly rows: number
  readonly batches: number
  readonly replicates: number
}

interface PickRecord {
  /** Candidates of least score; the first is the one to take. */
  readonly picks: readonly string[]
  /** Share of the resampled sets in which the first is picked. */
  readonly sure: number
  /** By candidate: worst case, nats, or Cov_N. */
  readonly scores: readonly FileNumber[]
  /** By candidate: share of the resampled sets in which it is picked; those that tie share it. */
  readonly picked: readonly number[]
  readonly rival: string | null
  readonly rowsNeeded: FileNumber
  readonly moreRows: FileNumber
}

export interface Reported {
  readonly shape: TableShape
  readonly facts: Facts
  readonly problems: readonly Problem[]
  readonly analysis: Analysis
  readonly picks: PicksAt
  readonly seed: number
}

/** The report `coverage-lab/selection@1`, ready for `JSON.stringify`. @param options profiles: of all pairs, at all N */
export function selectionReport(reported: Reported, { profiles = false } = {}): SelectionReport {
  const { shape, facts, problems, analysis, picks } = reported
  const { comparison, selection, gaps, groups, sums } = analysis
  const names = comparison.candidates.map(i => shape.candidates[i])
  const { bands } = selection
  const pair = (i: number, j: number) => (i === j ? [] : Array.from(pairwiseProfile(sums, i, j)))
  return {
    format: 'coverage-lab/selection@1',
    version: VERSION,
    files: facts.files.flatMap(({ refused, name, format, rows }) => (refused ? [] : [{ name, format, rows }])),
    problems,
    reading: comparison.reading,
    gaps: comparison.gaps,
    only: comparison.groups?.map(g => shape.groups![g]) ?? null,
    rows: rowsRecord(gaps),
    candidates: names,
    missing: Array.from(gaps.candidates),
    grid: GRID,
    all: selectionRecord(selection, names),
    bands: { delta: DELTA, one: bands.one, pairs: bands.pairs, teacher: selection.teacher && bands.teacher },
    picks: picksRecord(picks, reported.seed, names),
    pairwise: picks.pairwise.map(row => Array.from(row)),
    ...(profiles ? { profiles: names.map((_, i) => names.map((_, j) => pair(i, j))) } : {}),
    groups: (groups ?? []).map(group => ({
      name: group.name,
      rows: rowsRecord(group.gaps),
      ...(group.selection && selectionRecord(group.selection, names)),
    })),
    offsetTournament: NO_OFFSET,
  }
}

const rowsRecord = ({ rows, leftOut, teacher }: GapCounts): RowsRecord => ({
  read: rows,
  leftOut,
  withoutTeacher: teacher,
})

function selectionRecord(selection: Selection, names: readonly string[]): SelectionRecord {
  const { teacher } = selection
  const ranges = (list: readonly PickRange[]) =>
    list.map(({ picks, from, to }) => ({ picks: picks.map(i => names[i]), from, to }))
  return {
    ranges: ranges(selection.ranges),
    worst: selection.worst.map(shares => Array.from(shares)),
    crossEntropy: Array.from(selection.crossEntropy, fileNumber),
    leastCrossEntropy: selection.leastCrossEntropy.map(i => names[i]),
    ...(teacher && {
      kl: Array.from(teacher.kl, fileNumber),
      klError: Array.from(teacher.klError, fileNumber),
      coverage: teacher.coverage.map(shares => Array.from(shares)),
      bestRanges: ranges(teacher.bestRanges),
    }),
  }
}

function picksRecord(
  { N, rows, batches, replicates, picks }: PicksAt,
  seed: number,
  names: readonly string[],
): PicksRecord {
  const record = ({ winners, scores, picked, rival, rowsNeeded, moreRows }: Confidence): PickRecord => ({
    picks: winners.map(i => names[i]),
    sure: picked[winners[0]],
    scores: Array.from(scores, fileNumber),
    picked: Array.from(picked),
    rival: rival === null ? null : names[rival],
    rowsNeeded: fileNumber(rowsNeeded),
    moreRows: fileNumber(moreRows),
  })
  const kinds = PICK_KINDS.filter(kind => picks[kind])
  return {
    N,
    seed,
    rows,
    batches,
    replicates,
    ...Object.fromEntries(kinds.map(kind => [kind, record(picks[kind]!)])),
  }
}
