import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** What the benchmarks of one command have to say: printed as it comes, and kept in two files. */

type Cell = string | number

interface Section {
  readonly name: string
  readonly texts: string[]
  readonly tables: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }[]
  /** All that was measured, where the tables only sum it up. */
  readonly data: Record<string, unknown>
}

const FOLDER = join(import.meta.dirname, '..', '.cache', 'bench')

const sections: Section[] = []
const lines: string[] = []

export function begin(name: string): void {
  sections.push({ name, texts: [], tables: [], data: {} })
  print(`## ${name}\n`)
}

/** A paragraph. */
export function say(text: string): void {
  sections.at(-1)!.texts.push(text)
  print(`${text}\n`)
}

/** A table; its first column holds words, the others numbers. */
export function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): void {
  sections.at(-1)!.tables.push({ columns, rows })
  print(`| ${columns.join(' | ')} |`)
  print(`| ${columns.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`)
  for (const row of rows) print(`| ${row.join(' | ')} |`)
  print('')
}

export function keep(name: string, data: unknown): void {
  sections.at(-1)!.data[name] = data
}

/** Writes what has been said so far. @returns where */
export function save(): string {
  const machine = `${cpus().length} cores (${cpus()[0].model}), Node ${process.version}`
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'bench.md'), `# Benchmarks\n\n${machine}\n\n${lines.join('\n')}`)
  writeFileSync(join(FOLDER, 'bench.json'), JSON.stringify({ machine, sections }, null, 2))
  return FOLDER
}

function print(line: string): void {
  lines.push(line)
  console.log(line)
}

/** Three digits. */
export function words(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}

/** Median (smallest – largest). */
export function spread(values: readonly number[]): string {
  if (values.length === 1) return words(values[0])
  return `${words(median(values))} (${words(Math.min(...values))} – ${words(Math.max(...values))})`
}
