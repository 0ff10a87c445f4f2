import { accessSync, constants, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { analyse, picksAt } from '../src/engine/selection/analysis'
import type { Comparison, TableShape } from '../src/engine/selection/comparison'
import { LocalRows } from '../src/engine/selection/localRows'
import { type Reported, selectionReport } from '../src/engine/selection/report'
import { selectionCsv } from '../src/engine/selection/reportCsv'
import { type Imported, readLogProbs } from '../src/logprobs/read'
import { readingProblems } from '../src/logprobs/reading'
import { command, messageOf } from './command'
import { fileSource, filesAt } from './fileSource'
import { readSelectArguments, type SelectJob, USAGE } from './selectArguments'
import { problemLines, summary } from './selectSummary'

/** A sentence about what was asked for, to which the usage would add nothing. */
class Misuse extends Error {}

/** @returns the exit code: 0 for a selection over all files, 1 where some were not read to the end or none compared, 2 for misuse. */
async function run(job: SelectJob): Promise<number> {
  try {
    return await select(job)
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`)
    return error instanceof Misuse ? 2 : 1
  }
}

async function select(job: SelectJob): Promise<number> {
  for (const path of job.out) checkWritable(path)
  const { table, problems: found, facts } = await read(job)
  const columns = [...new Set(facts.files.flatMap(file => file.columns.map(({ name }) => name)))]
  if (table) for (const name of Object.keys(job.options.roles ?? {})) indexIn(columns, name, 'column')
  const problems = table ? [...found, ...readingProblems(table, job.reading)] : found
  for (const line of problemLines(problems)) process.stderr.write(`${line}\n`)
  if (!table) throw new Error('There is nothing to compare.')
  const rows = LocalRows.of(table)
  const { shape } = rows
  const comparison = comparisonOf(job, shape)
  const analysis = await analyse(rows, comparison, { onProgress: progress('comparing') })
  const picks = await picksAt(rows, comparison, job.N, job.seed, { onProgress: progress('resampling') })
  const reported: Reported = { shape, facts, problems, analysis, picks, seed: job.seed }
  const report = selectionReport(reported, { profiles: job.profiles })
  process.stdout.write(summary(report))
  for (const path of job.out) {
    const text = /csv$/i.test(path) ? selectionCsv(report) : `${JSON.stringify(report)}\n`
    try {
      writeFileSync(path, text)
    } catch (error) {
      throw new Misuse(`${path} cannot be written: ${messageOf(error)}`)
    }
  }
  return problems.some(({ severity, choice }) => severity === 'refused' || choice?.option === 'broken') ? 1 : 0
}

/** Before the work is done for nothing. @throws Misuse if no file can be written there */
function checkWritable(path: string): void {
  try {
    const folder = dirname(path)
    const there = statSync(path, { throwIfNoEntry: false })
    if (there?.isDirectory()) throw new Error('it is a folder.')
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`there is no folder ${folder}.`)
    accessSync(there ? path : folder, constants.W_OK)
  } catch (error) {
    throw new Misuse(`${path} cannot be written: ${messageOf(error)}`)
  }
}

async function read({ files, options }: SelectJob): Promise<Imported> {
  const given = await Promise.all(
    files.map(async path => {
      try {
        return await Promise.all((await filesAt(path)).map(fileSource))
      } catch (error) {
        throw new Misuse(`${path} cannot be read: ${messageOf(error)}`)
      }
    }),
  )
  const sources = given.flat()
  const say = progress('reading')
  return readLogProbs(sources, options, {
    onProgress: (bytesRead, bytesAll) => say(bytesAll ? bytesRead / bytesAll : 0),
  })
}

function comparisonOf({ reading, gaps, ...job }: SelectJob, { candidates, groups, teacher }: TableShape): Comparison {
  if (job.teacher === 'needed' && !teacher) throw new Misuse('No file has the teacher’s column that is asked for.')
  const without = new Set(job.without.map(name => indexIn(candidates, name, 'candidate')))
  const only = job.only.map(name => indexIn(groups ?? [], name, 'group'))
  return {
    reading,
    candidates: [...candidates.keys()].filter(i => !without.has(i)),
    teacher: teacher && job.teacher !== 'none',
    gaps,
    groups: only.length > 0 ? only : null,
  }
}

/** Where a name is among those that there are. @throws Misuse if it is not */
function indexIn(names: readonly string[], name: string, what: string): number {
  const index = names.indexOf(name)
  if (index < 0) throw new Misuse(`There is no ${what} “${name}”: there are ${names.join(', ') || 'none'}.`)
  return index
}

/** Says how far it is where a person looks on. */
function progress(what: string): (share: number) => void {
  return share => {
    if (process.stderr.isTTY) process.stderr.write(`\r${what}: ${Math.floor(100 * share)} % \r`)
  }
}

process.exitCode = await command(USAGE, readSelectArguments, run)
