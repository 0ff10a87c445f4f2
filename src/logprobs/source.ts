const KINDS = /\.(csv|tsv|txt|json|jsonl|ndjson|parquet)(\.gz)?$/i
const HIDDEN = /(^|[\\/])\./

/** Whether a file that lies in a folder is taken: it is of a kind that is read, and not hidden. @param name with its folders */
export function isTaken(name: string): boolean {
  return KINDS.test(name) && !HIDDEN.test(name)
}

/** A file to read: a browser's `File` is one, and so is whatever Node opens. */
export interface Source {
  /** Name, with its folders where they are known: `/` or `\` between them. Names tell the files apart. */
  readonly name: string
  /** Bytes, or null where nobody knows. */
  readonly size: number | null
  stream(): ReadableStream<Uint8Array>
  /** Bytes from `start` to `end`, as a `Blob` gives them. Parquet is read in parts where it is there, and as a whole where not. */
  slice?(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> }
}
