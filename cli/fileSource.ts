import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { isTaken, type Source } from '../src/logprobs/source'

/** Bytes that are read from a disk at a time. */
const PIECE = 2 ** 17

/**
 * The file of that path; of a folder all that lie in it, at any depth, in the order of their names, without hidden ones and those
 * that are of no kind that is read.
 * @throws Error if there is no such path, or nothing to read in the folder
 */
export async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(path, join(parentPath, name)))
    .filter(isTaken)
    .sort()
  if (files.length === 0) throw new Error('it is a folder without CSV, JSON, JSON Lines or Parquet files.')
  return files.map(name => join(path, name))
}

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
