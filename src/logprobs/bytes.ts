import { Broken, unreadable } from './refusal'
import type { Source } from './source'

/** Bytes that are handed on at a time: the message loop gets its turn between two of them. */
const PIECE = 2 ** 18

/** Milliseconds of work after which the message loop gets its turn. */
const TURN = 40

/** Keeps the time, so that whoever waits for the message loop never waits long. */
export class Turns {
  private last = performance.now()

  /** @param onTurn called when it is time */
  constructor(
    private readonly signal: AbortSignal | undefined,
    private readonly onTurn: () => void,
  ) {}

  /** Lets the message loop have its turn if it is time. @throws the signal's reason */
  readonly give = async (): Promise<void> => {
    this.signal?.throwIfAborted()
    if (performance.now() - this.last < TURN) return
    this.onTurn()
    await new Promise(resolve => setTimeout(resolve, 0))
    this.signal?.throwIfAborted()
    this.last = performance.now()
  }
}

/**
 * The bytes of a stream in small pieces.
 * @throws the signal's reason, Broken('unreadable') where the stream fails
 */
export async function* piecesOf(
  source: Source,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = source.stream().getReader()
  const stop = () => {
    reader.cancel(signal?.reason).catch(() => undefined)
  }
  signal?.addEventListener('abort', stop)
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(unreadable)
      signal?.throwIfAborted()
      if (done) return
      for (let from = 0; from < value.length; from += PIECE) {
        const piece = value.subarray(from, from + PIECE) as Uint8Array<ArrayBuffer>
        onBytes(piece.length)
        yield piece
      }
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

/** Bytes of a piece of compressed data, each of which may hold a thousand times as much text. */
const COMPRESSED_PIECE = 2 ** 14

/**
 * The unpacked bytes of a gzip file.
 * @throws Broken('truncated') where it is cut off or damaged; what `pieces` throw
 */
export async function* unpacked(pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip')
  const reader = readable.getReader()
  let failure: { reason: unknown } | null = null
  const writing = feed(pieces, writable.getWriter(), reason => {
    failure = { reason }
  })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch {
    await writing
    if (failure) throw (failure as { reason: unknown }).reason
    throw new Broken('truncated')
  } finally {
    reader.cancel().catch(() => undefined)
    await pieces.return(undefined)
  }
}

/** Writes all pieces. What is wrong with the data is met where they are read, what is wrong with the pieces is told. */
async function feed(
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  writer: WritableStreamDefaultWriter<BufferSource>,
  onFailure: (reason: unknown) => void,
): Promise<void> {
  try {
    for (;;) {
      const { done, value: piece } = await pieces.next().catch(reason => {
        onFailure(reason)
        throw reason
      })
      if (done) break
      for (let from = 0; from < piece.length; from += COMPRESSED_PIECE)
        await writer.write(piece.subarray(from, from + COMPRESSED_PIECE))
    }
    // An end that comes too early is an error, which throws away what has not been read by then.
    await new Promise(resolve => setTimeout(resolve, 0))
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
  }
}

/** A stream and its first bytes, which it gives again. @param least how many of them, unless there are fewer */
export async function peeked<A extends Uint8Array>(
  pieces: AsyncGenerator<A>,
  least: number,
): Promise<{ first: Uint8Array; pieces: AsyncGenerator<A> }> {
  const held: A[] = []
  let length = 0
  while (length < least) {
    const { done, value } = await pieces.next()
    if (done) break
    held.push(value)
    length += value.length
  }
  const first = new Uint8Array(length)
  let at = 0
  for (const piece of held) {
    first.set(piece, at)
    at += piece.length
  }
  return { first, pieces: replayed(held, pieces) }
}

async function* replayed<A>(held: A[], rest: AsyncGenerator<A>): AsyncGenerator<A> {
  try {
    for (let piece = held.shift(); piece; piece = held.shift()) yield piece
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
