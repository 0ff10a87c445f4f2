import { parsed } from './jsonLines'
import { isObject } from './objectRows'
import { Refusal } from './refusal'
import { ARCHIVE, binaryInWords } from './signatures'

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(0, 8))

export function isGzip([a, b]: Uint8Array): boolean {
  return a === 0x1f && b === 0x8b
}

export function isParquet(first: Uint8Array): boolean {
  return text(first).startsWith('PAR1')
}

/**
 * The name of a text's encoding.
 * @throws Refusal for what is no text
 */
export function encodingOf(first: Uint8Array): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be'
  if (isGzip(first)) throw new Refusal('binary', 'compressed twice')
  if (isParquet(first)) throw new Refusal('binary', 'Parquet within a compressed file: unpack it first')
  const found = binaryInWords(first)
  if (found === ARCHIVE) throw new Refusal('binary', `${ARCHIVE}: unpack it, or save it as CSV`)
  if (found !== null) throw new Refusal('binary', found)
  return 'utf-8'
}

/** A line that is longer says nothing. */
const LONGEST_LINE = 2 ** 20

/**
 * What a text is, from its name and its beginning.
 * @param whole whether nothing follows
 * @returns null if more of it is needed
 * @throws Refusal for a JSON document that is neither an array nor an object
 */
export function textFormat(name: string, start: string, whole: boolean): 'csv' | 'array' | 'object' | 'lines' | null {
  const [, ending] = /\.(csv|tsv|tab|txt|jsonl|ndjson)(?:\.gz)?$/i.exec(name) ?? []
  const json = /jsonl|ndjson/i.test(ending ?? '')
  if (ending && !json) return 'csv'
  const begins = start.trimStart()
  if (begins === '') return whole ? 'csv' : null
  // Older logs of the harness are arrays under this ending.
  if (begins.startsWith('[')) return 'array'
  const object = begins.startsWith('{')
  const document = /\.json(?:\.gz)?$/i.test(name)
  if (json) return 'lines'
  if (!object && !document) return 'csv'
  const end = begins.search(/[\r\n]/)
  if (end < 0 && !whole) return begins.length <= LONGEST_LINE ? null : object ? 'object' : 'csv'
  const first = parsed(end < 0 ? begins : begins.slice(0, end))
  if (!object) {
    // A number or a word alone is JSON, and no row.
    if (first !== undefined) throw new Refusal('not-rows')
    return 'csv'
  }
  return isObject(first) && !isDocument(first) ? 'lines' : 'object'
}

/** Whether an object is a whole document rather than a row: it holds an array of rows, or a column for each key. */
function isDocument(object: Readonly<Record<string, unknown>>): boolean {
  const { format, rows, data } = object
  if (typeof format === 'string' && format.startsWith('coverage-lab/')) return true
  return Array.isArray(rows) || Array.isArray(data) || Object.values(object).every(value => typeof value === 'object')
}
