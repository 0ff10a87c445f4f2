import { BLOCK_ROWS } from './blocks'
import type { Context } from './context'
import { hasDecimalCommas, withPoint } from './decimalCommas'
import { PlainLine } from './plainLine'
import { Refusal } from './refusal'
import { type BoundColumns, bindColumns, columnNames, placeRow, SAMPLE_ROWS } from './tableColumns'

type BadRow = 'too-few-fields' | 'too-many-fields' | 'bad-quotes' | 'bad-line'

/** Takes the rows of one file into the table. What its columns are is decided once the first rows are there. */
export class RowReader {
  /** Rows so far, bad ones included. */
  rows = 0
  private readonly names: readonly string[]
  private bound: BoundColumns | null = null
  private readonly waiting: (() => void)[] = []
  private plain: PlainLine | null = null
  /** The block of each column that rows go into now, and the number of its first row. */
  private blocks: readonly Float32Array[] = []
  private blocksFrom = -1
  private readonly sample: (readonly unknown[])[] = []

  /** @param header names of the columns @param commas whether commas may stand in numbers, since they separate no fields */
  constructor(
    header: readonly unknown[],
    private readonly file: string,
    private readonly context: Context,
    private commas = false,
  ) {
    this.names = columnNames(header, file, context)
  }

  get columns() {
    return this.bound?.facts ?? []
  }

  get width(): number {
    return this.names.length
  }

  /** @param cells one for each column, in the order of the header */
  row(cells: readonly unknown[], line: number): void {
    this.rows++
    if (this.bound) {
      this.enter(this.bound, cells, line)
      return
    }
    this.sample.push(cells)
    this.waiting.push(() => this.enter(this.bound!, cells, line))
    if (this.sample.length === SAMPLE_ROWS) this.decide()
  }

  /**
   * A row as it stands in a text without quotation marks, if it is as nearly all are.
   * @returns false if it must be cut into its cells
   */
  plainRow(text: string, from: number, end: number, separator: string, line: number): boolean {
    if (!this.bound) return false
    this.plain ??= new PlainLine(this.width, this.bound, separator)
    if (!this.plain.read(text, from, end)) return false
    this.rows++
    const row = this.place(this.bound, this.plain.id, this.plain.group, line)
    if (row < 0) return true
    const at = row % BLOCK_ROWS
    if (row - at !== this.blocksFrom) {
      this.blocksFrom = row - at
      this.blocks = this.bound.columns.map(({ into }) => into.blockOf(row))
    }
    const { numbers } = this.plain
    for (let c = 0; c < numbers.length; c++) this.blocks[c][at] = numbers[c]
    return true
  }

  /** A row that is none. @param text what stands there */
  badRow(kind: BadRow, line: number, text: string): void {
    this.rows++
    this.context.problems.add(kind, this.file, line, null, text)
    if (this.context.chosen.badRows === 'leave-out') return
    const gap = () => {
      this.place(this.bound!, '', '', line)
    }
    if (this.bound) gap()
    else this.waiting.push(gap)
  }

  /** After the last row. @throws Refusal if there was none */
  end(): void {
    if (this.rows === 0) throw new Refusal('no-rows')
    if (!this.bound) this.decide()
  }

  private decide(): void {
    this.commas &&= hasDecimalCommas(this.sample)
    const sample = this.commas ? this.sample.map(row => row.map(withPoint)) : this.sample
    this.bound = bindColumns(this.names, sample, this.file, this.context)
    if (this.commas) this.context.problems.add('decimal-commas', this.file)
    for (const enter of this.waiting) enter()
    this.waiting.length = 0
    this.sample.length = 0
  }

  private enter(bound: BoundColumns, cells: readonly unknown[], line: number): void {
    const { builder, cells: reader } = this.context
    const row = this.place(bound, cells[bound.id], cells[bound.group], line)
    if (row < 0) return
    reader.beginRow()
    for (const { index, name, kind, into } of bound.columns) {
      const cell = this.commas ? withPoint(cells[index]) : cells[index]
      into.set(
        row,
        kind === 'value' ? reader.value(cell, this.file, line, name) : reader.length(cell, this.file, line, name),
      )
    }
    if (reader.leavesOut) builder.leaveOut(row)
  }

  /** The row of the table for a row of the file; −1 where it is not taken. */
  private place(bound: BoundColumns, id: unknown, group: unknown, line: number): number {
    const { problems, chosen } = this.context
    const key = String(id ?? '')
    const { row, repeated } = placeRow(this.context.builder, bound.id >= 0, key, String(group ?? ''))
    if (!repeated) return row
    problems.add('duplicates', this.file, line, null, key)
    return chosen.duplicates === 'first' ? -1 : row
  }
}
