import Papa from 'papaparse'
import { isMissing, isNumeric } from './cells'
import type { Context } from './context'
import { withPoint } from './decimalCommas'
import { Broken, Refusal } from './refusal'
import { RowReader } from './rowReader'

const DELIMITERS = [',', ';', '\t'] as const

/** A record of so many characters is a quotation mark that was never closed, or no table at all. */
const LONGEST_RECORD = 2 ** 24

interface Layout {
  readonly delimiter: string
  readonly newline: '\n' | '\r\n' | '\r'
}

interface Parsed {
  readonly data: string[][]
  readonly errors: readonly { readonly code: string; readonly row: number }[]
  readonly meta: { readonly cursor: number }
}

/** Reads comma-, semicolon- or tab-separated values, in pieces that may end anywhere. */
export class CsvReader {
  reader: RowReader | null = null
  blankLines = 0
  delimiter: string | null = null
  private parser: Papa.Parser | null = null
  private newline = '\n'
  /** What came and is not yet a whole record. */
  private rest = ''
  private line = 1

  constructor(
    private readonly file: string,
    private readonly context: Context,
  ) {}

  push(text: string): void {
    this.rest += text
    if (!this.parser) {
      const layout = layoutOf(this.rest, false)
      if (layout) this.begin(layout)
    }
    if (this.parser) this.parse(true)
    if (this.rest.length > LONGEST_RECORD) throw this.openQuote()
  }

  async end(): Promise<void> {
    if (this.rest !== '' && !this.parser) this.begin(layoutOf(this.rest, true)!)
    if (this.parser) {
      this.parse(true)
      this.parse(false)
    }
    await this.endEarly()
  }

  /** Takes the whole records that are there. */
  async endEarly(): Promise<void> {
    if (!this.reader) throw new Refusal('empty-file')
    this.reader.end()
  }

  private begin({ delimiter, newline }: Layout): void {
    this.delimiter = delimiter
    this.newline = newline
    this.parser = new Papa.Parser({ delimiter, newline })
  }

  private parse(more: boolean): void {
    // Only quoted fields hold line ends, and most files have none.
    if (this.rest.includes('"')) this.parseQuoted(more)
    else this.parsePlain(more)
  }

  private parsePlain(more: boolean): void {
    const { rest, newline } = this
    const delimiter = this.delimiter!
    let from = 0
    for (let end = rest.indexOf(newline); from < rest.length; end = rest.indexOf(newline, from)) {
      if (end < 0) {
        if (more) break
        end = rest.length
      }
      if (!this.reader?.plainRow(rest, from, end, delimiter, this.line))
        this.record(rest.slice(from, end).split(delimiter), false)
      this.line++
      from = end + newline.length
    }
    this.rest = rest.slice(from)
  }

  private parseQuoted(more: boolean): void {
    const { data, errors, meta }: Parsed = this.parser!.parse(this.rest, 0, more)
    this.rest = more ? this.rest.slice(meta.cursor) : ''
    const bad = new Set(errors.map(({ row }) => row))
    // A quotation mark that is not closed has swallowed everything to the end.
    const open = errors.some(({ code }) => code === 'MissingQuotes')
    const lost = open ? data.pop() : undefined
    data.forEach((fields, i) => {
      this.record(fields, bad.has(i))
      this.line += 1 + lineEnds(fields, this.newline)
    })
    if (lost) throw this.openQuote(1 + lineEnds(lost, this.newline) - Number(lost.at(-1)!.endsWith(this.newline)))
  }

  /** @param lines that it swallowed, if that is known */
  private openQuote(lines: number | null = null): Broken {
    const number = (n: number) => n.toLocaleString('en-US')
    const many = lines === null ? '' : ` (${number(lines)} ${lines === 1 ? 'line' : 'lines'})`
    return new Broken('open-quote', `from line ${number(this.line)} on${many}`, this.line)
  }

  private record(fields: string[], badQuotes: boolean): void {
    const { reader, line } = this
    if (fields.length === 1 && fields[0].trim() === '') {
      this.blankLines++
      return
    }
    if (!reader) this.reader = this.header(fields)
    else if (badQuotes) reader.badRow('bad-quotes', line, fields.join(this.delimiter!))
    else if (fields.length < reader.width) reader.badRow('too-few-fields', line, fields.join(this.delimiter!))
    else if (fields.length > reader.width) reader.badRow('too-many-fields', line, fields.join(this.delimiter!))
    else reader.row(fields, line)
  }

  private header(fields: readonly string[]): RowReader {
    // Where all are numbers, decimal commas may have been taken for the delimiter.
    const cut = fields.join(this.delimiter!).split(/[;\t]/)
    if (areNumbers(fields) || areNumbers(cut.map(withPoint))) throw new Refusal('no-header', '', this.line)
    return new RowReader(fields, this.file, this.context, this.delimiter !== ',')
  }
}

function areNumbers(cells: readonly unknown[]): boolean {
  return cells.some(isNumeric) && cells.every(cell => isNumeric(cell) || isMissing(cell))
}

function lineEnds(fields: readonly string[], newline: string): number {
  let ends = 0
  for (const field of fields) if (field.includes(newline)) ends += field.split(newline).length - 1
  return ends
}

/**
 * How the records of a text are separated, from the first two of them: the delimiter that both have equally often and most
 * often, else the one that the header has most often.
 * @param whole whether nothing follows
 * @returns null if the second record is not there yet
 */
export function layoutOf(text: string, whole: boolean): Layout | null {
  const counts: number[][] = []
  let newline: Layout['newline'] | null = null
  let count = DELIMITERS.map(() => 0)
  let quoted = false
  let blank = true
  for (let i = 0; i < text.length && counts.length < 2; i++) {
    const at = text[i]
    if (at === '"') quoted = !quoted
    if (quoted) continue
    if (at === '\n' || at === '\r') {
      // Whether a line feed follows is not known yet.
      if (at === '\r' && i + 1 === text.length && !whole) return null
      newline ??= at === '\n' ? '\n' : text[i + 1] === '\n' ? '\r\n' : '\r'
      if (!blank) counts.push(count)
      count = DELIMITERS.map(() => 0)
      blank = true
    } else {
      blank &&= at.trim() === ''
      const d = DELIMITERS.indexOf(at as (typeof DELIMITERS)[number])
      if (d >= 0) {
        count[d]++
        blank = false
      }
    }
  }
  if (counts.length < 2 && !whole) return null
  if (!blank) counts.push(count)
  return { delimiter: delimiterOf(counts), newline: newline ?? '\n' }
}

function delimiterOf([header = [0, 0, 0], first]: readonly (readonly number[])[]): string {
  const most = (among: readonly number[]) => among.reduce((best, d) => (header[d] > header[best] ? d : best), among[0])
  const all = DELIMITERS.map((_, d) => d)
  const equal = all.filter(d => header[d] > 0 && header[d] === first?.[d])
  return DELIMITERS[most(equal.length > 0 ? equal : all)]
}
