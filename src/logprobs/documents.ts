import { BlockedColumn } from './blocks'

/** What all logs of one reading share about a document: how many continuations it has, and what it says. */
export class Documents {
  readonly continuations = new BlockedColumn(rows => new Uint16Array(rows), 0)
  readonly content = new BlockedColumn(rows => new Float64Array(rows), -1)
}
