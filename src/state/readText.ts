import { binaryInWords, isUtf8, TELLING_BYTES } from '../logprobs/signatures'

/** Longest header of a safetensors file, as its format allows. */
const MOST_HEADER = 100e6

/** What a file is by its first bytes, whatever its name says; what is not text in UTF-8 in words, e.g. "a PNG picture". */
export async function sniffed(
  file: Blob,
): Promise<{ kind: 'safetensors' | 'text' } | { kind: 'binary'; what: string }> {
  const head = new Uint8Array(await file.slice(0, TELLING_BYTES).arrayBuffer())
  if (head.length > 8 && head[8] === '{'.charCodeAt(0)) {
    const header = new DataView(head.buffer).getBigUint64(0, true)
    if (header > 0 && header <= MOST_HEADER) return { kind: 'safetensors' }
  }
  const what = binaryInWords(head) ?? (isUtf8(head) ? null : 'text in another encoding than UTF-8')
  return what === null ? { kind: 'text' } : { kind: 'binary', what }
}

/** The lines of a text file, without their ends, read piece by piece. */
export async function* linesOf(file: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const reader = file.stream().getReader()
  const parts: string[] = []
  for (;;) {
    const { done, value } = await reader.read()
    const text = done ? decoder.decode() : decoder.decode(value, { stream: true })
    const [first, ...others] = text.split(/\r?\n/)
    parts.push(first)
    for (const next of others) {
      yield parts.splice(0).join('')
      parts.push(next)
    }
    if (done) break
  }
  yield parts.join('')
}
