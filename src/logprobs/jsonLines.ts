import { withoutBareNumbers } from './bareNumbers'
import type { Context } from './context'
import { ObjectRows } from './objectRows'

/** Reads JSON Lines: one object a line. NaN and Infinity may stand there as Python writes them. */
export class JsonLinesReader {
  readonly rows: ObjectRows
  blankLines = 0
  private rest = ''
  private line = 1

  constructor(file: string, context: Context) {
    this.rows = new ObjectRows(file, context)
  }

  push(text: string): void {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.take(this.rest + text.slice(from, end))
      this.rest = ''
      from = end + 1
    }
    this.rest += text.slice(from)
  }

  async end(): Promise<void> {
    if (this.rest !== '') this.take(this.rest)
    this.rows.end()
  }

  /** Takes the whole lines that are there. */
  async endEarly(): Promise<void> {
    this.rows.end()
  }

  private take(line: string): void {
    if (line.trim() === '') this.blankLines++
    else {
      const value = parsed(line)
      if (value === undefined) this.rows.bad(this.line, line)
      else this.rows.row(value, this.line)
    }
    this.line++
  }
}

/** The JSON value of a line; undefined if it is none. */
export function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    try {
      return JSON.parse(withoutBareNumbers(line))
    } catch {
      return undefined
    }
  }
}
