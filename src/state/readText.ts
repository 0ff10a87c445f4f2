/** Bytes that are looked at to tell what a file is. */
const HEAD = 4096

/** Longest header of a safetensors file, as its format allows. */
const MOST_HEADER = 100e6

/** What a file is by its first bytes, whatever its name says. */
export async function sniffed(file: Blob): Promise<'safetensors' | 'text' | 'binary'> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer())
  if (head.length > 8 && head[8] === '{'.charCodeAt(0)) {
    const header = new DataView(head.buffer).getBigUint64(0, true)
    if (header > 0 && header <= MOST_HEADER) return 'safetensors'
  }
  return head.includes(0) || !isUtf8(head) ? 'binary' : 'text'
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // The last character may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
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
