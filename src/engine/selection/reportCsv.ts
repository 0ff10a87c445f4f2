import { PICK_KINDS } from '../../coverage/confidence'
import { quoted } from '../../logprobs/write'
import type { SelectionRecord, SelectionReport } from './report'

/** Names of the columns: one number a line, and what it is of. Fields that do not apply are empty. */
const COLUMNS = ['quantity', 'group', 'candidate', 'other', 'N', 'value']

type Line = readonly [
  quantity: string,
  group: string,
  candidate: string,
  other: string,
  N: number | '',
  value: string | number,
]

/** The matrix, the curves and the picks of a report as CSV, one number a line. */
export function selectionCsv(report: SelectionReport): string {
  const lines = [COLUMNS, ...linesOf(report)]
  return `${lines.map(line => line.map(field => quoted(String(field))).join(',')).join('\n')}\n`
}

function* linesOf(report: SelectionReport): Generator<Line> {
  const { candidates, picks, pairwise, profiles, grid } = report
  for (const kind of PICK_KINDS) {
    for (const [i, share] of picks[kind]?.picked.entries() ?? []) {
      yield [`picked by ${PICKED_BY[kind]}`, '', candidates[i], '', picks.N, share]
    }
  }
  for (const [i, row] of pairwise.entries()) {
    for (const [j, share] of row.entries()) yield ['pairwise', '', candidates[i], candidates[j], picks.N, share]
  }
  yield* recordLines(report, report.all, '')
  for (const { name, ...group } of report.groups) yield* recordLines(report, group, name)
  for (const [i, row] of profiles?.entries() ?? []) {
    for (const [j, shares] of row.entries()) {
      for (const [k, share] of shares.entries()) yield ['pairwise', '', candidates[i], candidates[j], grid[k], share]
    }
  }
}

const PICKED_BY = { tournament: 'tournament', crossEntropy: 'cross-entropy', teacher: 'coverage' } as const

function* recordLines(
  { candidates, grid }: SelectionReport,
  { crossEntropy, kl, klError, worst, coverage }: Partial<SelectionRecord>,
  group: string,
): Generator<Line> {
  const numbers = { 'cross-entropy': crossEntropy, KL: kl, 'KL error': klError }
  for (const [quantity, values] of Object.entries(numbers)) {
    for (const [i, value] of values?.entries() ?? []) yield [quantity, group, candidates[i], '', '', value]
  }
  for (const [quantity, curves] of Object.entries({ 'worst case': worst, coverage })) {
    for (const [i, shares] of curves?.entries() ?? []) {
      for (const [k, share] of shares.entries()) yield [quantity, group, candidates[i], '', grid[k], share]
    }
  }
}
