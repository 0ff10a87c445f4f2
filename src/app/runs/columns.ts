import { differing, linkOf, numbersOf, type RunNumbers, type SettingColumn, sourceOf } from '../../state/runTable'
import type { KeptRun } from '../../state/storage'
import { formatSetting } from '../../text/format'
import { runsText as text } from '../../text/runs'

/** One line of the table. */
export interface Row {
  readonly run: KeptRun
  /** In order of arrival, from 1. */
  readonly number: number
  readonly numbers: RunNumbers
}

export interface Column {
  readonly id: string
  readonly name: string
  /** What the column is sorted by and what a file says; null sorts last. */
  value(row: Row): number | string | null
  /** As the page shows it. */
  shown(row: Row): string
}

/** The columns after the run's name: the settings that differ, and what the runs came to at N. */
export function columnsOf(rows: readonly Row[], N: number): Column[] {
  const settings = differing(rows.map(({ run }) => run.config)).map(settingColumn)
  const pass: Column = {
    id: 'pass',
    name: text.pass(N),
    value: ({ numbers }) => numbers.pass,
    shown: ({ numbers }) => (numbers.pass === null ? text.none : text.share(numbers.pass)),
  }
  return [
    ...settings,
    numeric('kl', text.kl, ({ kl }) => kl, text.number),
    numeric('coverage', text.coverage(N), ({ coverage }) => coverage, text.share),
    ...(rows.some(({ numbers }) => numbers.pass !== null) ? [pass] : []),
    numeric('step', text.step, ({ step }) => step, text.number),
    { id: 'date', name: text.date, value: ({ run }) => run.saved, shown: ({ run }) => text.when(run.saved) },
    { id: 'source', name: text.source, value: sourceInWords, shown: sourceInWords },
  ]
}

export function rowsOf(runs: readonly KeptRun[], N: number): Row[] {
  return runs.map((run, i) => ({ run, number: i + 1, numbers: numbersOf(run, N) }))
}

/** Equal ones stay in order of arrival. */
export function sorted(rows: readonly Row[], { value }: Pick<Column, 'value'>, descending: boolean): Row[] {
  const sign = descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    if (typeof x === 'number' && typeof y === 'number') return x === y ? 0 : sign * (x < y ? -1 : 1)
    return sign * String(x).localeCompare(String(y), 'en')
  })
}

/** The table for a spreadsheet: numbers in full. */
export function tableOf(
  rows: readonly Row[],
  columns: readonly Column[],
): { head: string[]; cells: (string | number | null)[][] } {
  const { csv } = text
  const cell = (row: Row, { id, value }: Column) => (id === 'date' ? new Date(row.run.saved).toISOString() : value(row))
  return {
    head: [...columns.map(({ name }) => name), csv.backend, csv.version, csv.link],
    cells: rows.map(row => [
      ...columns.map(column => cell(row, column)),
      row.run.backend,
      row.run.version,
      linkOf(row.run),
    ]),
  }
}

function settingColumn({ id, name, value }: SettingColumn): Column {
  const of = ({ run }: Row) => value(run.config)
  return {
    id: `setting-${id}`,
    name,
    value: of,
    shown: row => {
      const setting = of(row)
      if (setting === null) return text.none
      return typeof setting === 'number' ? formatSetting(setting) : setting
    },
  }
}

function numeric(
  id: string,
  name: string,
  of: (numbers: RunNumbers) => number,
  shown: (value: number) => string,
): Column {
  return { id, name, value: ({ numbers }) => of(numbers), shown: ({ numbers }) => shown(of(numbers)) }
}

function sourceInWords({ run }: Row): string {
  const from = run.file === null ? text.sources[sourceOf(run)] : text.fileSource(run.file)
  return `${from}${run.changes.length > 0 ? text.changed : ''}${run.origin ? text.forked : ''}`
}
