import { peeked, piecesOf, Turns, unpacked } from './bytes'
import type { Context } from './context'
import { CsvReader } from './csv'
import type { FileFacts } from './facts'
import { JsonDocumentReader } from './jsonDocument'
import { JsonLinesReader } from './jsonLines'
import { encodingOf, isGzip, isParquet, textFormat } from './recognise'
import { Broken, Refusal, unreadable } from './refusal'
import { TELLING_BYTES } from './signatures'
import type { Source } from './source'

export interface ReadHooks {
  /** Called now and then, and after each file: bytes read so far, bytes of all sources (null where one does not say), rows so far. */
  readonly onProgress?: (bytesRead: number, bytesAll: number | null, rows: number) => void
  /** Ends the reading at once, with its reason. */
  readonly signal?: AbortSignal
}

type TextReader = CsvReader | JsonLinesReader | JsonDocumentReader

/** Reads one file after the other into the table of its context. */
export class FileReader {
  bytes = 0
  readonly bytesAll: number | null
  private readonly turns: Turns
  private readonly signal: AbortSignal | undefined
  private readonly onProgress: ReadHooks['onProgress']
  private readonly found = new Map<Source, () => Partial<FileFacts>>()
  private readonly compressed = new Set<Source>()

  constructor(
    private readonly context: Context,
    sources: readonly Source[],
    { onProgress, signal }: ReadHooks,
  ) {
    this.bytesAll = sources.reduce<number | null>(
      (sum, { size }) => (sum === null || size === null ? null : sum + size),
      0,
    )
    this.signal = signal
    this.onProgress = onProgress
    this.turns = new Turns(signal, () => this.tell())
  }

  /** @throws Refusal for a file that is not read, Broken for one that is not read to its end; the signal's reason */
  async read(source: Source): Promise<void> {
    this.signal?.throwIfAborted()
    const before = this.bytes
    const pieces = piecesOf(source, this.signal, bytes => {
      this.bytes += bytes
    })
    const { first, pieces: all } = await peeked(pieces, TELLING_BYTES)
    try {
      if (first.length === 0) throw new Refusal('empty-file')
      if (isParquet(first)) {
        await this.readParquet(source, all)
        this.bytes = before + (source.size ?? this.bytes - before)
      } else if (isGzip(first)) {
        this.compressed.add(source)
        const inner = await peeked(unpacked(all), TELLING_BYTES)
        if (inner.first.length === 0) throw new Refusal('empty-file')
        await this.readText(source, inner.first, inner.pieces)
      } else await this.readText(source, first, all)
    } finally {
      await all.return(undefined)
    }
  }

  /** Tells how far the reading is. */
  tell(): void {
    this.onProgress?.(this.bytes, this.bytesAll, this.context.builder.rows)
  }

  /** What a file turned out to be, once it was read. */
  facts(source: Source, refused: boolean): FileFacts {
    return {
      name: source.name,
      refused,
      format: null,
      delimiter: null,
      rows: 0,
      blankLines: 0,
      columns: [],
      log: null,
      ...this.found.get(source)?.(),
      compressed: this.compressed.has(source),
    }
  }

  private async readText(source: Source, first: Uint8Array, pieces: AsyncGenerator<Uint8Array>): Promise<void> {
    let reader: TextReader | null = null
    let start = ''
    const take = (text: string, whole: boolean) => {
      if (reader) return reader.push(text)
      start += text
      reader = this.readerFor(source, start, whole)
      reader?.push(start)
    }
    try {
      const decoder = new TextDecoder(encodingOf(first))
      for await (const piece of pieces) {
        take(decoder.decode(piece, { stream: true }), false)
        await this.turns.give()
      }
      take(decoder.decode(), true)
      await reader!.end(this.turns.give)
    } catch (error) {
      if (!(error instanceof Broken)) throw error
      // What came before the break is taken; whether it is enough to be a table is another question.
      await (reader as TextReader | null)?.endEarly(this.turns.give).catch(refusal => {
        if (!(refusal instanceof Refusal)) throw refusal
      })
      throw error
    } finally {
      await pieces.return(undefined)
    }
  }

  private readerFor(source: Source, start: string, whole: boolean): TextReader | null {
    const format = textFormat(source.name, start, whole)
    if (format === null) return null
    const { name } = source
    if (format === 'csv') {
      const reader = new CsvReader(name, this.context)
      this.found.set(source, () => csvFacts(reader))
      return reader
    }
    const reader =
      format === 'lines'
        ? new JsonLinesReader(name, this.context)
        : new JsonDocumentReader(format === 'array', name, this.context)
    this.found.set(source, () => jsonFacts(reader, name, this.context))
    return reader
  }

  private async readParquet(source: Source, pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>): Promise<void> {
    // Loaded only where it is needed: it brings its own decompression.
    const { readParquet } = await import('./parquet')
    const file = await randomAccess(source, pieces)
    this.found.set(source, () => ({ format: 'parquet' }))
    const reader = await readParquet(file, source.name, this.context, this.turns.give)
    this.found.set(source, () => ({ format: 'parquet', rows: reader.rows, columns: reader.columns }))
  }
}

function csvFacts({ reader, delimiter, blankLines }: CsvReader): Partial<FileFacts> {
  return { format: 'csv', delimiter, blankLines, rows: reader?.rows ?? 0, columns: reader?.columns ?? [] }
}

function jsonFacts(reader: JsonLinesReader | JsonDocumentReader, name: string, { logOf }: Context): Partial<FileFacts> {
  const lines = reader instanceof JsonLinesReader
  const { log, reader: table } = reader.rows
  const columns = lines ? null : reader.columns
  const { candidate, task } = logOf(name)
  return {
    format: log ? 'lm-evaluation-harness' : lines ? 'jsonl' : 'json',
    blankLines: lines ? reader.blankLines : 0,
    rows: columns?.rows ?? reader.rows.rows,
    columns: columns?.columns ?? table?.columns ?? [],
    log: log && { candidate, task, filter: log.filter },
  }
}

/** Parts of the file, from itself or from memory. */
async function randomAccess(source: Source, pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>) {
  const { size } = source
  if (source.slice && size !== null) {
    const slice = (start: number, end?: number) =>
      source.slice!(start, end ?? size)
        .arrayBuffer()
        .catch(unreadable)
    return { byteLength: size, slice }
  }
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of pieces) parts.push(piece)
  return new Blob(parts).arrayBuffer()
}
