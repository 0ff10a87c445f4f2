/** Bytes that say what a file is. */
export const TELLING_BYTES = 4096

export const ARCHIVE = 'a zip archive or an Excel workbook'

/** What files begin with that are no text in UTF-8, and what they are called. */
const SIGNATURES: readonly (readonly [begins: string, what: string])[] = [
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['%PDF-', 'a PDF document'],
  ['PK\x03\x04', ARCHIVE],
  ['\x1f\x8b', 'a gzip file'],
  ['\xff\xfe', 'text in UTF-16'],
  ['\xfe\xff', 'text in UTF-16'],
  ['PAR1', 'a Parquet file'],
  ['PARE', 'an encrypted Parquet file'],
]

/** What a file is that begins like no text in UTF-8 or an older encoding, e.g. "a PNG picture"; null for those. */
export function binaryInWords(first: Uint8Array): string | null {
  const head = first.subarray(0, TELLING_BYTES)
  const start = String.fromCharCode(...head.subarray(0, 8))
  const known = SIGNATURES.find(([begins]) => start.startsWith(begins))
  if (known) return known[1]
  // Text in an old encoding is no UTF-8, and a text may quote a control character; none is both.
  return head.includes(0) || (head.some(isControl) && !isUtf8(head)) ? 'binary data' : null
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    // The last character may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Other than tabs and the ends of lines and pages. */
function isControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32)
}
