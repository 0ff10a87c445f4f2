import { OTHER_GROUPS, TableBuilder } from './builder'
import { Cells } from './cells'
import type { Context } from './context'
import { Documents } from './documents'
import type { CandidateFacts, Facts, FileFacts } from './facts'
import { logNames } from './harnessNames'
import { collisionProbability } from './ids'
import { chosen as chosenOf, type ReadOptions } from './options'
import { type Problem, Problems } from './problems'
import { FileReader, type ReadHooks } from './readFile'
import { Broken, Refusal } from './refusal'
import type { Source } from './source'
import type { LogProbTable } from './table'

export type { ReadHooks } from './readFile'

/** What files of log-probabilities gave. */
export interface Imported {
  /** Null where nothing could be read; `problems` says why. */
  readonly table: LogProbTable | null
  readonly problems: readonly Problem[]
  readonly facts: Facts
}

/**
 * Reads files of log-probabilities into one table, as a stream, wherever there are web streams: tables as CSV, JSON, JSON Lines or
 * Parquet, and logs of lm-evaluation-harness, each also as `.gz`. What is odd about them is counted and treated as chosen.
 * @param sources with different names
 * @throws the signal's reason when it is aborted; RangeError for an option that there is not, or two files of one name
 */
export async function readLogProbs(
  sources: readonly Source[],
  options: ReadOptions = {},
  hooks: ReadHooks = {},
): Promise<Imported> {
  const chosen = chosenOf(options)
  const problems = new Problems(chosen)
  const context = contextOf(sources, options, problems)
  const reader = new FileReader(context, sources, hooks)
  const files: FileFacts[] = []
  let refused = false
  for (const source of inOrder(sources, context)) {
    const { rows, candidates } = context.builder
    const before = { rows, candidates: candidates.length }
    let none = false
    try {
      await reader.read(source)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      problems.add(error.kind, source.name, error.line, null, null, error.detail)
      none = context.builder.rows === before.rows && candidates.length === before.candidates
      if (none) problems.noneOf(error.kind)
      refused ||= error instanceof Broken && chosen.broken === 'refuse'
    }
    files.push(reader.facts(source, none))
    reader.tell()
  }
  reportDocuments(context)
  reportRoles(options, files, problems)
  const { builder } = context
  const { ids } = builder
  const built = refused || builder.candidates.length === 0 ? null : builder.finish(namesOf(builder))
  // All of its rows may have been left out.
  const table = built && built.blocks.length > 0 ? built : null
  const candidates = table ? candidateFacts(table) : []
  const rows = table?.blocks.reduce((sum, block) => sum + block.rows, 0) ?? 0
  for (const { name, missing } of candidates)
    if (missing === rows) problems.add('empty-candidate', '', null, name, null, `“${name}”`)
  return {
    table,
    problems: problems.list(),
    facts: { files, rows, candidates, bytes: reader.bytes, collision: collisionProbability(ids) },
  }
}

function contextOf(sources: readonly Source[], options: ReadOptions, problems: Problems): Context {
  const chosen = chosenOf(options)
  const names = sources.map(({ name }) => name)
  if (new Set(names).size < names.length) throw new RangeError('Two files have the same name: give each its folder.')
  const logs = logNames(names, chosen.candidateBy, options.names ?? {})
  const labels = logNames(names, 'file', {})
  return {
    builder: new TableBuilder(chosen),
    cells: new Cells(chosen, problems),
    problems,
    options,
    chosen,
    labelOf: file => labels.get(file)!.candidate,
    logOf: file => logs.get(file)!,
    tasks: new Set([...logs.values()].map(({ task }) => task)).size,
    documents: new Documents(),
  }
}

/** The files, those of one candidate one after the other. */
function inOrder(sources: readonly Source[], { logOf }: Context): Source[] {
  const byCandidate = new Map<string, Source[]>()
  for (const source of sources) {
    const { candidate } = logOf(source.name)
    byCandidate.set(candidate, [...(byCandidate.get(candidate) ?? []), source])
  }
  return [...byCandidate.values()].flat()
}

function reportDocuments({ builder, problems }: Context): void {
  if (builder.beyondGroups > 0) problems.addMany('too-many-groups', builder.beyondGroups, OTHER_GROUPS)
  const { count, passes } = builder.lacking()
  if (count === 0) return
  const lacking = passes.filter(({ lacks }) => lacks > 0)
  const named = lacking.slice(0, 3).map(({ label, lacks }) => `“${label}” lacks ${lacks.toLocaleString('en-US')}`)
  const others = lacking.length > 3 ? `, and ${lacking.length - 3} more files lack some` : ''
  problems.addMany('documents', count, `${named.join(', ')}${others}`)
}

/** Names columns that are given a role and that no file has. */
function reportRoles({ roles = {} }: ReadOptions, files: readonly FileFacts[], problems: Problems): void {
  const there = new Set(files.flatMap(({ columns }) => columns.map(({ name }) => name)))
  for (const name of Object.keys(roles))
    if (!there.has(name) && there.size > 0) problems.add('no-such-column', '', null, name, null, `“${name}”`)
}

/** Names of the candidates: of their columns, and of their files where columns of several files are called the same. */
function namesOf({ candidates }: TableBuilder): string[] {
  const count = (list: readonly string[], name: string) => list.filter(other => other === name).length
  const columns = candidates.map(({ column }) => column)
  const origins = candidates.map(({ origin }) => origin)
  const names: string[] = []
  for (const { column, origin } of candidates) {
    const wanted =
      count(columns, column) === 1 ? column : count(origins, origin) === 1 ? origin : `${origin}: ${column}`
    let name = wanted
    for (let again = 2; names.includes(name); again++) name = `${wanted} (${again})`
    names.push(name)
  }
  return names
}

function candidateFacts({ candidates, blocks }: LogProbTable): CandidateFacts[] {
  return candidates.map((name, c) => {
    const facts = { name, missing: 0, minusInfinity: 0, plusInfinity: 0, positive: 0 }
    for (const { logProbs } of blocks) {
      const column = logProbs[c]
      for (let row = 0; row < column.length; row++) {
        const value = column[row]
        // What nearly all of them are.
        if (value <= 0 && value > Number.NEGATIVE_INFINITY) continue
        if (Number.isNaN(value)) facts.missing++
        else if (value === Number.NEGATIVE_INFINITY) facts.minusInfinity++
        else if (value === Number.POSITIVE_INFINITY) facts.plusInfinity++
        else facts.positive++
      }
    }
    return facts
  })
}
