import { BLOCK_ROWS } from './blocks'
import type { Context } from './context'
import { detached } from './problems'
import { Refusal } from './refusal'
import { type BoundColumns, bindColumns, columnNames, SAMPLE_ROWS } from './tableColumns'

type BadRow = 'too-few-fields' | 'too-many-fields' | 'bad-quotes' | 'bad-line'

/** Takes the rows of one file into the table. What its columns are is decided once the first rows are there. */
export class RowReader {
  /** Rows so far, bad ones included. */
  rows = 0
  private readonly names: readonly string[]
  private bound: BoundColumns | null = null
  private readonly waiting: (() => void)[] = []
  /** The block of each column that rows go into now, and the number of its first row. */
  private blocks: readonly Float32Array[] = []
  private blocksFrom = -1
  private readonly sample: (readonly unknown[])[] = []

  /** @param header names of the columns */
  constructor(
    header: readonly unknown[],
    private readonly file: string,
    private readonly context: Context,
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

  /** A row that is none. @param text what stands there */
  badRow(kind: BadRow, line: number, text: string): void {
    this.rows++
    this.context.problems.add(kind, this.file, line, null, text)
    if (this.context.chosen.badRows === 'leave-out') return
    const gap = () => {
      this.context.builder.placeNext('')
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
    this.bound = bindColumns(this.names, this.sample, this.file, this.context)
    for (const enter of this.waiting) enter()
    this.waiting.length = 0
    this.sample.length = 0
  }

  private enter({ id, group, columns }: BoundColumns, cells: readonly unknown[], line: number): void {
    const { builder, cells: reader, problems, chosen } = this.context
    const groupName = group < 0 ? '' : String(cells[group] ?? '')
    const key = id < 0 ? '' : String(cells[id] ?? '')
    // A row without an id is itself, whatever other rows there are.
    const { row, repeated } = key === '' ? builder.placeNext(groupName) : builder.place(key, groupName)
    if (repeated) {
      problems.add('duplicates', this.file, line, null, detached(key))
      if (chosen.duplicates === 'first') return
    }
    reader.beginRow()
    const at = row % BLOCK_ROWS
    if (row - at !== this.blocksFrom) {
      this.blocksFrom = row - at
      this.blocks = columns.map(({ into }) => into.blockOf(row))
    }
    for (let c = 0; c < columns.length; c++) {
      const { index, name, kind } = columns[c]
      const cell = cells[index]
      this.blocks[c][at] =
        kind === 'value' ? reader.value(cell, this.file, line, name) : reader.length(cell, this.file, line, name)
    }
    if (reader.leavesOut) builder.leaveOut(row)
  }
}
