import { chosen } from './options'
import { type Problem, problem } from './problems'
import type { LogProbTable, Reading } from './table'

/**
 * What stands in the way of a reading of a table: means per token without lengths, or with lengths of different tokenizers. To be asked
 * again whenever the reading changes.
 */
export function readingProblems(table: LogProbTable, { scale }: Reading): Problem[] {
  if (scale === 'sum') return []
  const say = (kind: 'lengths-missing' | 'tokenizers-differ', count: number, detail = '') =>
    problem(kind, count, [], chosen({}), detail)
  const columns = table.blocks[0]?.lengths.length ?? 0
  if (columns === 0) return [say('lengths-missing', 1, 'no column has them')]
  const { missing, differing } = lengthsOf(table)
  return [
    ...(missing > 0
      ? [
          say(
            'lengths-missing',
            missing,
            `${missing.toLocaleString('en-US')} rows lack one where a candidate has a value`,
          ),
        ]
      : []),
    ...(differing > 0 ? [say('tokenizers-differ', differing)] : []),
  ]
}

/** Rows in which a candidate has a value and no length, and rows in which two lengths differ. */
function lengthsOf({ blocks }: LogProbTable): { missing: number; differing: number } {
  let missing = 0
  let differing = 0
  for (const { rows, logProbs, lengths } of blocks) {
    for (let row = 0; row < rows; row++) {
      const lacks = logProbs.some(
        (column, c) => !Number.isNaN(column[row]) && Number.isNaN((lengths[c] ?? lengths[0])[row]),
      )
      const there = lengths.map(column => column[row]).filter(length => !Number.isNaN(length))
      missing += Number(lacks)
      differing += Number(there.some(length => length !== there[0]))
    }
  }
  return { missing, differing }
}
