import type { Role } from './options'
import { shortestFloat32 } from './shortest'
import type { LogProbTable, RowBlock } from './table'

/** A column of a written table. */
export interface WrittenColumn {
  readonly name: string
  /** What it must be read as; the names alone say so unless a candidate is called like something else. */
  readonly role: Role
  readonly cell: (block: RowBlock, row: number) => string | number
}

/**
 * The columns in which a table is written: group, teacher, the candidates, and the lengths (`tokens`, or `<candidate>.tokens`).
 * The ids of the rows are not kept, so there is no column of them.
 */
export function writtenColumns(table: LogProbTable): WrittenColumn[] {
  const { candidates, groups, blocks } = table
  const teacher = blocks.some(block => block.teacher !== null)
  const lengths = blocks[0]?.lengths.length ?? 0
  const taken = new Set(candidates)
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name)
  return [
    ...(groups ? [{ name: free('group'), role: 'group', cell: groupOf(groups) } as const] : []),
    ...(teacher ? [{ name: free('teacher'), role: 'teacher', cell: teacherOf } as const] : []),
    ...candidates.map(
      (name, c) =>
        ({ name, role: 'candidate', cell: (block: RowBlock, row: number) => block.logProbs[c][row] }) as const,
    ),
    ...Array.from(
      { length: lengths },
      (_, c) =>
        ({
          name: lengths === 1 ? free('tokens') : `${candidates[c]}.tokens`,
          role: 'length',
          cell: (block: RowBlock, row: number) => block.lengths[c][row],
        }) as const,
    ),
  ]
}

const groupOf = (groups: readonly string[]) => (block: RowBlock, row: number) => groups[block.group![row]]

const teacherOf = (block: RowBlock, row: number) => block.teacher![row]

/** A table as CSV, line by line and each with its end: numbers as the shortest decimals that are the same float32 again. */
export function* csvLines(table: LogProbTable): Generator<string> {
  const columns = writtenColumns(table)
  yield `${columns.map(({ name }) => quoted(name)).join(',')}\n`
  for (const [block, row] of rowsOf(table)) {
    yield `${columns.map(({ cell }) => field(cell(block, row))).join(',')}\n`
  }
}

/** A table as JSON Lines. JSON has no infinities and no NaN: they are the strings "-Infinity", "Infinity" and null. */
export function* jsonLines(table: LogProbTable): Generator<string> {
  const columns = writtenColumns(table).map(({ name, cell }) => ({ key: JSON.stringify(name), cell }))
  for (const [block, row] of rowsOf(table)) {
    yield `{${columns.map(({ key, cell }) => `${key}:${jsonValue(cell(block, row))}`).join(',')}}\n`
  }
}

function* rowsOf({ blocks }: LogProbTable): Generator<[RowBlock, number]> {
  for (const block of blocks) for (let row = 0; row < block.rows; row++) yield [block, row]
}

function field(value: string | number): string {
  return typeof value === 'number' ? shortestFloat32(value) : quoted(value)
}

function jsonValue(value: string | number): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Number.isNaN(value)) return 'null'
  return Number.isFinite(value) ? shortestFloat32(value) : `"${value}"`
}

/** Quotes what any of the delimiters that readers guess could cut, and what they would trim. */
export function quoted(text: string): string {
  return /[",;\t\r\n|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
