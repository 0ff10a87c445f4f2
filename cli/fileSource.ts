import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Source } from '../src/logprobs/source'

/** Bytes that are read from a disk at a time. */
const PIECE = 2 ** 17

/** A file of the disk, to be read as logs and tables of log-probabilities are. @throws Error if there is no such file */
export async function fileSource(path: string): Promise<Source> {
  const { size } = await stat(path)
  return {
    name: path,
    size,
    stream: () => Readable.toWeb(createReadStream(path, { highWaterMark: PIECE })) as ReadableStream<Uint8Array>,
    slice: (start, end) => ({ arrayBuffer: () => part(path, start, end) }),
  }
}

async function part(path: string, start: number, end: number): Promise<ArrayBuffer> {
  const file = await open(path)
  try {
    const bytes = new Uint8Array(end - start)
    await file.read(bytes, 0, bytes.length, start)
    return bytes.buffer
  } finally {
    await file.close()
  }
}
