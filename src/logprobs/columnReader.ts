import type { Context } from './context'
import { Refusal } from './refusal'
import { type BoundColumn, type BoundColumns, bindColumns, columnNames, placeRow, SAMPLE_ROWS } from './tableColumns'

/** A cell of a column by row, counted from 0. */
export type CellAt = (row: number) => unknown

/** Some consecutive rows, whose columns are loaded one by one. */
export interface ColumnRows {
  readonly rows: number
  /** @param index of the column */
  load(index: number): CellAt | Promise<CellAt>
  /** The column is not needed again. */
  drop?(index: number): void
}

/** Takes files that hold column after column, so that never more than one is there beside the table. */
export class ColumnReader {
  rows = 0
  private readonly names: readonly string[]
  private bound: BoundColumns | null = null

  constructor(
    header: readonly string[],
    private readonly file: string,
    private readonly context: Context,
  ) {
    this.names = columnNames(header, file, context)
  }

  get columns() {
    return this.bound?.facts ?? []
  }

  /** @param between is waited for between the columns; what it throws ends the reading */
  async take(part: ColumnRows, between: () => Promise<void>): Promise<void> {
    this.bound ??= await this.decide(part)
    const { id, group, columns } = this.bound
    const targets = this.place(
      part.rows,
      id < 0 ? null : await part.load(id),
      group < 0 ? null : await part.load(group),
    )
    for (const column of columns) {
      this.fill(column, targets, await part.load(column.index))
      part.drop?.(column.index)
      await between()
    }
    this.rows += part.rows
  }

  private async decide(part: ColumnRows): Promise<BoundColumns> {
    if (part.rows === 0) throw new Refusal('no-rows')
    const sample = Array.from({ length: Math.min(SAMPLE_ROWS, part.rows) }, (): unknown[] => [])
    for (const index of this.names.keys()) {
      const cellAt = await part.load(index)
      sample.forEach((row, i) => {
        row.push(cellAt(i))
      })
    }
    return bindColumns(this.names, sample, this.file, this.context)
  }

  /** The row of the table for each row of the part; −1 where it is not taken. */
  private place(rows: number, idAt: CellAt | null, groupAt: CellAt | null): Int32Array {
    const { builder, problems, chosen } = this.context
    return Int32Array.from({ length: rows }, (_, i) => {
      const id = String(idAt?.(i) ?? '')
      const group = String(groupAt?.(i) ?? '')
      const { row, repeated } = placeRow(builder, idAt !== null, id, group)
      if (repeated) problems.add('duplicates', this.file, this.rows + i + 1, null, id)
      return repeated && chosen.duplicates === 'first' ? -1 : row
    })
  }

  private fill({ name, kind, into }: BoundColumn, targets: Int32Array, cellAt: CellAt): void {
    const { builder, cells } = this.context
    targets.forEach((target, i) => {
      if (target < 0) return
      cells.beginRow()
      const line = this.rows + i + 1
      into.set(
        target,
        kind === 'value'
          ? cells.value(cellAt(i), this.file, line, name)
          : cells.length(cellAt(i), this.file, line, name),
      )
      if (cells.leavesOut) builder.leaveOut(target)
    })
  }
}
