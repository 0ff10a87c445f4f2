import { JSONParser } from '@streamparser/json'
import { BareNumbers } from './bareNumbers'
import { BlockedColumn } from './blocks'
import { ColumnReader } from './columnReader'
import type { Context } from './context'
import { isObject, ObjectRows } from './objectRows'
import { Broken, Refusal } from './refusal'

/** Integers beyond are not kept by a float32: they are ids, not log-probabilities. */
const EXACT = 2 ** 24

/** A column of cells, nearly all of them numbers. */
class JsonColumn {
  length = 0
  private readonly numbers = new BlockedColumn(rows => new Float32Array(rows), 0)
  /** All others. */
  private readonly others = new Map<number, unknown>()

  push(cell: unknown): void {
    if (typeof cell === 'number' && !(Number.isInteger(cell) && Math.abs(cell) > EXACT))
      this.numbers.set(this.length, cell)
    else this.others.set(this.length, cell)
    this.length++
  }

  at(row: number): unknown {
    if (row >= this.length) return undefined
    return this.others.has(row) ? this.others.get(row) : this.numbers.get(row)
  }
}

/**
 * Reads one JSON document as a stream: an array of rows, an object with an array of rows in it, or an object with an array (or
 * an object by index, as pandas writes it) for each column.
 */
export class JsonDocumentReader {
  readonly rows: ObjectRows
  columns: ColumnReader | null = null
  private readonly bare = new BareNumbers()
  private readonly parser: JSONParser
  private readonly byName = new Map<string, JsonColumn>()
  /** The key under which the rows are. */
  private rowsKey: string | null = null
  private row = 0
  private refusal: Refusal | null = null

  /** @param array whether the document is an array */
  constructor(
    private readonly array: boolean,
    private readonly file: string,
    private readonly context: Context,
  ) {
    this.rows = new ObjectRows(file, context)
    this.parser = new JSONParser({ paths: array ? ['$.*'] : ['$.format', '$.*.*'], keepStack: false })
    this.parser.onValue = ({ value, key, stack }) => {
      if (this.refusal) return
      try {
        if (array) this.rows.row(value, ++this.row)
        else this.member(stack[1]?.key, key, value)
      } catch (refusal) {
        // The parser would take what is thrown here for a mistake of the document.
        if (!(refusal instanceof Refusal)) throw refusal
        this.refusal = refusal
      }
    }
  }

  push(text: string): void {
    this.write(this.bare.push(text))
  }

  /** @param between is waited for now and then */
  async end(between: () => Promise<void>): Promise<void> {
    this.write(this.bare.end())
    if (!this.parser.isEnded) throw this.wrong('it ends too early')
    await this.endEarly(between)
  }

  private write(text: string): void {
    if (text === '') return
    if (this.parser.isEnded) {
      if (text.trim() !== '') throw this.wrong('something follows its end')
      return
    }
    try {
      this.parser.write(text)
    } catch {
      // The parser's own words tell of its insides.
      throw this.refusal ?? this.wrong('something in it is no JSON')
    }
    if (this.refusal) throw this.refusal
  }

  /** @param why the document is none */
  private wrong(why: string): Broken {
    const byRow = this.array || (this.row > 0 && this.byName.size === 0)
    return new Broken('wrong-json', why, byRow ? this.row + 1 : null)
  }

  /** A value two levels down: a row, or a cell or the whole of a column. */
  private member(parent: unknown, key: unknown, value: unknown): void {
    if (parent === undefined) {
      if (typeof value === 'string' && value.startsWith('coverage-lab/')) throw new Refusal('run-file', value)
    } else if (isObject(value)) {
      this.rowsKey ??= String(parent)
      if (this.rowsKey === parent) this.rows.row(value, ++this.row)
    } else if (Array.isArray(value)) {
      for (const cell of value) this.column(String(key)).push(cell)
    } else this.column(String(parent)).push(value)
  }

  private column(name: string): JsonColumn {
    const column = this.byName.get(name) ?? new JsonColumn()
    this.byName.set(name, column)
    return column
  }

  /** Takes the whole rows that are there, or the cells of all columns. @param between is waited for now and then */
  async endEarly(between: () => Promise<void>): Promise<void> {
    if (this.array || this.row > 0) {
      this.rows.end()
      return
    }
    if (this.byName.size === 0) throw new Refusal('not-rows')
    const columns = [...this.byName.values()]
    this.columns = new ColumnReader([...this.byName.keys()], this.file, this.context)
    this.byName.clear()
    const rows = Math.max(...columns.map(({ length }) => length))
    const load = (index: number) => {
      const column = columns[index]
      return (row: number) => column.at(row)
    }
    // What is in the table need not be here as well.
    const drop = (index: number) => {
      columns[index] = new JsonColumn()
    }
    await this.columns.take({ rows, load, drop }, between)
  }
}
