import type { Lesson } from './lesson'
import { MOST_LINK_CHARACTERS } from './lessonLink'
import { MOST_CHARACTERS, readLesson } from './parseLesson'

/** A lesson as the `lesson` of a link: its JSON, compressed, in base64url; null where that is too long for a link. */
export async function packLesson(lesson: Lesson): Promise<string | null> {
  const bytes = new TextEncoder().encode(JSON.stringify(lesson))
  const packed = await through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY)
  const text = btoa(Array.from(packed, byte => String.fromCharCode(byte)).join(''))
  const source = `data:${text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`
  return source.length <= MOST_LINK_CHARACTERS ? source : null
}

/** The inverse of `packLesson`. @throws Error with a sentence for anything else */
export async function unpackLesson(source: string): Promise<Lesson> {
  const text = source
    .replace(/^data:/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  let json: string
  try {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
    const whole = await through(bytes, new DecompressionStream('deflate-raw'), 4 * MOST_CHARACTERS)
    json = new TextDecoder('utf-8', { fatal: true }).decode(whole)
  } catch {
    throw new Error('The link does not hold a whole lesson; it may have been cut short.')
  }
  return readLesson(json)
}

/** All that comes out of the stream; a few bytes must not grow into more than `most`. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength
    if (size > most) throw new Error('Too much comes out.')
    parts.push(next.value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
