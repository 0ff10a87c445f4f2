import { formatNumber } from '../../text/format'

/** A cell of a chart's table; a number is saved in full and shown to three digits. */
export type Cell = string | number

/** A chart's numbers. */
export interface ChartTable {
  readonly caption: string
  readonly head: readonly string[]
  /** Called only when they are wanted. The first cell of a row names it. */
  readonly rows: () => readonly (readonly Cell[])[]
}

/** A cell as the page shows it; a dash for no number. */
export function shownCell(cell: Cell): string {
  if (typeof cell === 'string') return cell
  return Number.isNaN(cell) ? '–' : formatNumber(cell)
}

/** The table as CSV (RFC 4180) with its head; infinities are "Infinity" and "-Infinity", what is not a number is empty. */
export function tableCsv({ head, rows }: Pick<ChartTable, 'head' | 'rows'>): string {
  return [head, ...rows()].map(row => `${row.map(field).join(',')}\r\n`).join('')
}

/** What is said of a chart in its JSON file beside the numbers. */
export interface ChartFile {
  /** Its `data-chart`. */
  readonly chart: string
  readonly title: string
  readonly caption: string
  /** The link that shows it again. */
  readonly link: string
}

/** The table as JSON of the format `coverage-lab/chart@1`; infinities are strings, what is not a number is null. */
export function tableJson(table: ChartTable, about: ChartFile): string {
  const rows = table.rows().map(row => row.map(value))
  const file = { format: 'coverage-lab/chart@1', ...about, table: table.caption, columns: table.head, rows }
  return JSON.stringify(file, null, 1)
}

function field(cell: Cell): string {
  const text = typeof cell === 'number' && Number.isNaN(cell) ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function value(cell: Cell): string | number | null {
  if (typeof cell === 'string' || Number.isFinite(cell)) return cell
  return Number.isNaN(cell) ? null : String(cell)
}
