import { type BlockedColumn, valueColumn } from './blocks'
import type { Candidate, Placed, TableBuilder } from './builder'
import type { Context } from './context'
import type { ColumnFacts } from './facts'
import type { Role } from './options'
import { Refusal } from './refusal'
import { guessRoles, lengthsOf } from './roles'

/** Candidates that are compared with each other; their pairs are what a tournament costs. */
export const MOST_CANDIDATES = 256

/** Rows from which the columns are guessed. */
export const SAMPLE_ROWS = 20

/** A column of a file, and where its cells go. */
export interface BoundColumn {
  readonly index: number
  readonly name: string
  readonly kind: 'value' | 'length'
  readonly into: BlockedColumn
}

/** The columns of a file of rows. */
export interface BoundColumns {
  readonly facts: readonly ColumnFacts[]
  /** Index of the column of ids, and of groups; −1 where there is none. */
  readonly id: number
  readonly group: number
  /** Candidates, teacher and lengths. */
  readonly columns: readonly BoundColumn[]
}

/** Names as the columns are called: without spaces around them, and each different. */
export function columnNames(header: readonly unknown[], file: string, { problems }: Context): string[] {
  const names: string[] = []
  for (const cell of header) {
    const name = String(cell ?? '').trim()
    let free = name
    for (let again = 2; free !== '' && names.includes(free); again++) free = `${name} (${again})`
    if (free !== name) problems.add('repeated-column', file, null, name, null, `“${free}”`)
    names.push(free)
  }
  return names
}

/**
 * Decides what the columns of a file are, and whether its rows go below those of an earlier file or beside them.
 * @throws Refusal if no column is a candidate
 */
export function bindColumns(
  names: readonly string[],
  sample: readonly (readonly unknown[])[],
  file: string,
  context: Context,
): BoundColumns {
  const { builder, problems, options } = context
  const facts = limited(guessRoles(names, sample, options.roles ?? {}), file, context)
  const having = (role: Role) => facts.flatMap((column, index) => (column.role === role ? [index] : []))
  const candidates = having('candidate')
  if (candidates.length === 0) throw new Refusal('no-candidates')
  const [id = -1] = having('id')
  const [group = -1] = having('group')
  const joined = !appends(
    candidates.map(c => names[c]),
    context,
  )
  if (joined) {
    if (id < 0 && builder.rows > 0) problems.add('joined-by-row', file)
    builder.beginPass(context.labelOf(file))
  }
  if (group >= 0) builder.beginGroups()
  const ownerOf = new Map(candidates.map(c => [names[c], candidateFor(names[c], joined, file, context)]))
  const columns: BoundColumn[] = candidates.map(index => {
    const name = names[index]
    return { index, name, kind: 'value', into: ownerOf.get(name)!.values }
  })
  for (const index of having('teacher').slice(0, 1)) {
    builder.teacher ??= valueColumn()
    columns.push({ index, name: names[index], kind: 'value', into: builder.teacher })
  }
  for (const index of having('length')) {
    const owner = ownerOf.get(lengthsOf(names[index], names) ?? '')
    columns.push({ index, name: names[index], kind: 'length', into: lengthColumn(owner, builder) })
  }
  return { facts, id, group, columns }
}

/** Whether the rows of a file go below those that are there. */
function appends(names: readonly string[], { builder, chosen }: Context): boolean {
  if (builder.candidates.length === 0 || chosen.files === 'join') return false
  if (chosen.files === 'append') return true
  const there = new Set(builder.candidates.map(({ column }) => column))
  return names.length > 1 && names.length === there.size && names.every(name => there.has(name))
}

function candidateFor(column: string, joined: boolean, file: string, { builder, labelOf }: Context): Candidate {
  const there = joined ? undefined : builder.candidates.find(candidate => candidate.column === column)
  if (there) return there
  const candidate: Candidate = { column, origin: labelOf(file), values: valueColumn(), lengths: null }
  builder.candidates.push(candidate)
  return candidate
}

function lengthColumn(owner: Candidate | undefined, builder: TableBuilder): BlockedColumn {
  if (owner) {
    owner.lengths ??= valueColumn()
    return owner.lengths
  }
  builder.lengths ??= valueColumn()
  return builder.lengths
}

/** The same with all candidates beyond the most that there can be ignored. */
function limited(columns: readonly ColumnFacts[], file: string, { builder, problems }: Context): ColumnFacts[] {
  let room = MOST_CANDIDATES - builder.candidates.length
  return columns.map(column => {
    if (column.role !== 'candidate') return column
    if (builder.candidates.some(({ column: there }) => there === column.name) || room-- > 0) return column
    problems.add('too-many-candidates', file, null, column.name, null, String(MOST_CANDIDATES))
    return { ...column, role: 'ignore', why: `more than ${MOST_CANDIDATES} candidates` }
  })
}

/** The row of the table for a row of a file. @param keyed whether the file has ids @param id empty where the row has none */
export function placeRow(builder: TableBuilder, keyed: boolean, id: string, group: string): Placed {
  if (!keyed) return builder.placeNext(group)
  return id === '' ? builder.placeAlone(group) : builder.place(id, group)
}
