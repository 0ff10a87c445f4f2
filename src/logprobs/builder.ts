import { BLOCK_ROWS, BlockedColumn, valueColumn } from './blocks'
import { hash53, RowIndex } from './ids'
import type { Chosen } from './options'
import { detached } from './problems'
import type { LogProbTable, RowBlock } from './table'

/** A candidate checkpoint while its column is read. */
export interface Candidate {
  /** What its column is called; several files may call theirs the same. */
  readonly column: string
  /** The file, or the model, that it comes from. */
  readonly origin: string
  readonly values: BlockedColumn
  /** Tokens of each response under its own tokenizer. */
  lengths: BlockedColumn | null
}

/** Groups are told apart by 16-bit numbers. */
const MOST_GROUPS = 2 ** 16

/** The group of rows that come once no further group can be told apart. */
export const OTHER_GROUPS = '(other groups)'

/** What becomes of a row: its number, and whether its file had it before. */
export interface Placed {
  readonly row: number
  readonly repeated: boolean
}

/**
 * A table while files fill it. Rows are found again by id, so that several passes – files that each bring columns of their own –
 * meet in the same rows. Every value is written once, into the block that the table will hold.
 */
export class TableBuilder {
  rows = 0
  /** Rows that came once no further group could be told apart. */
  beyondGroups = 0
  readonly candidates: Candidate[] = []
  teacher: BlockedColumn | null = null
  lengths: BlockedColumn | null = null
  private grouped = false
  private readonly groups = new Map<string, number>()
  private readonly group = new BlockedColumn(rows => new Uint16Array(rows), 0)
  private readonly index = new RowIndex()
  /** The last pass that had a row, counted from 1, and how many passes had it. Nothing is written while there is but one. */
  private readonly lastPass = new BlockedColumn(rows => new Uint16Array(rows), 1)
  private readonly visits = new BlockedColumn(rows => new Uint16Array(rows), 1)
  private readonly out = new BlockedColumn(rows => new Uint8Array(rows), 0)
  private leftOut = 0
  /** Rows that each pass had. */
  private readonly passes: { label: string; rows: number }[] = []
  /** The next row of a pass that has no ids. */
  private next = 0

  constructor(private readonly chosen: Chosen) {}

  /** Ids that were told apart. */
  get ids(): number {
    return this.index.size
  }

  /** From here on the same rows come again, with other columns. */
  beginPass(label: string): void {
    this.passes.push({ label, rows: 0 })
    this.next = 0
  }

  /** The row of an id in a group; a new one if there is none yet. */
  place(id: string, group: string): Placed {
    let hash = hash53(`${group}\n${id}`)
    let row = this.index.find(hash)
    let repeated = false
    // The second row of an id is a row of its own where all are kept, and meets the second one of the next pass.
    for (let again = 2; row >= 0 && this.lastPass.get(row) === this.passes.length; again++) {
      repeated = true
      if (this.chosen.duplicates !== 'all') break
      hash = hash53(`${group}\n${id}\n${again}`)
      row = this.index.find(hash)
    }
    if (row < 0) {
      row = this.newRow(group)
      this.index.add(hash, row)
    } else this.visit(row)
    return { row, repeated }
  }

  /** A row of its own, in a pass with ids, for a row that has none. */
  placeAlone(group: string): Placed {
    return { row: this.newRow(group), repeated: false }
  }

  /** The next row of a pass without ids; a new one beyond the last. */
  placeNext(group: string): Placed {
    let row = this.next
    if (row < this.rows) this.visit(row)
    else row = this.newRow(group)
    this.next = row + 1
    return { row, repeated: false }
  }

  /** From here on rows have groups; those before are of the group without a name. */
  beginGroups(): void {
    if (this.grouped) return
    this.grouped = true
    if (this.rows > 0) this.groupOf('')
  }

  leaveOut(row: number): void {
    if (this.out.get(row) === 1) return
    this.out.set(row, 1)
    this.leftOut++
  }

  /** Documents that some pass lacks, and what each lacks. */
  lacking(): { count: number; passes: { label: string; lacks: number }[] } {
    let count = 0
    for (let row = 0; row < this.rows; row++) count += Number(this.visits.get(row) < this.passes.length)
    return { count, passes: this.passes.map(({ label, rows }) => ({ label, lacks: this.rows - rows })) }
  }

  /**
   * The table, without what is left out. The builder has nothing afterwards.
   * @param names one for each candidate
   */
  finish(names: readonly string[]): LogProbTable {
    if (this.chosen.documents === 'common')
      for (let row = 0; row < this.rows; row++) if (this.visits.get(row) < this.passes.length) this.leaveOut(row)
    const { lengths } = this
    const each = this.candidates.some(candidate => candidate.lengths !== null)
    const lengthColumns = each ? this.candidates.map(own => own.lengths ?? lengths) : lengths ? [lengths] : []
    const columns = [...this.candidates.map(({ values }) => values), this.teacher, ...lengthColumns, this.group]
    this.compact(new Set(columns.filter(column => column !== null)))
    const blocks: RowBlock[] = []
    const groups = this.grouped ? [...this.groups.keys()] : null
    for (let from = 0, at = 0; from < this.rows; from += BLOCK_ROWS, at++) {
      const rows = Math.min(BLOCK_ROWS, this.rows - from)
      const taken = new Map<BlockedColumn | null, Float32Array>()
      // Candidates may share a column of lengths, which gives its blocks away once.
      const take = (column: BlockedColumn | null) => {
        const block = taken.get(column) ?? (column ?? valueColumn()).take(at, rows)
        taken.set(column, block)
        return block
      }
      blocks.push({
        rows,
        logProbs: this.candidates.map(({ values }) => take(values)),
        teacher: this.teacher && take(this.teacher),
        group: groups && this.group.take(at, rows),
        lengths: lengthColumns.map(take),
      })
    }
    return { candidates: names, groups, blocks }
  }

  private compact(columns: ReadonlySet<BlockedColumn | BlockedColumn<Uint16Array>>): void {
    if (this.leftOut === 0) return
    for (const column of columns) column.filter(this.rows, row => this.out.get(row) === 0)
    this.rows -= this.leftOut
    this.leftOut = 0
  }

  private newRow(group: string): number {
    const row = this.rows++
    const pass = this.passes.length
    this.passes[pass - 1].rows++
    // What is appended without ids goes below.
    this.next = this.rows
    if (pass > 1) {
      this.lastPass.set(row, pass)
      this.visits.set(row, 1)
    }
    if (this.grouped) this.group.set(row, this.groupOf(group))
    return row
  }

  private visit(row: number): void {
    if (this.lastPass.get(row) === this.passes.length) return
    this.lastPass.set(row, this.passes.length)
    this.visits.set(row, this.visits.get(row) + 1)
    this.passes[this.passes.length - 1].rows++
  }

  private groupOf(name: string): number {
    const known = this.groups.get(name)
    if (known !== undefined) return known
    const free = this.groups.size < MOST_GROUPS - 1
    const kept = free ? detached(name) : OTHER_GROUPS
    if (!free) this.beyondGroups++
    const number = this.groups.get(kept) ?? this.groups.size
    this.groups.set(kept, number)
    return number
  }
}
